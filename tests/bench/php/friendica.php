<?php

/*
 * The Friendica addon as it is, on the stand-in of its tests, with tables and a queue that find rows as fast as a
 * database: follows many accounts, then runs the server's cron and worker through intervals. `time()` of the addon's
 * namespace is the played clock.
 */

declare(strict_types=1);

namespace Pollen\Friendica {
    function time(): int
    {
        return \Clock::$now;
    }
}

namespace {
    use Friendica\Database\DBA;
    use Friendica\Memory;
    use Friendica\Model\Contact;
    use Pollen\Friendica\AccountTable;
    use Pollen\Friendica\LocalId;
    use Pollen\Friendica\Poller;
    use Pollen\Reader\Account;

    require __DIR__ . '/answer-tasks.php';
    $addon = __DIR__ . '/../../../bridge-spec/friendica';
    require $addon . '/pollen/autoload.php';
    spl_autoload_register(static function (string $class) use ($addon): void {
        foreach (str_starts_with($class, 'Friendica\\') ? [__DIR__ . '/friendica/', $addon . '/tests/stand-in/'] : [] as $folder) {
            $file = $folder . strtr(substr($class, 10), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
                return;
            }
        }
    });

    $work = static function (): void {
        $queue = Memory::$queue;
        Memory::$queue = [];
        foreach ($queue as $job) {
            Poller::run((int) $job[2]);
        }
    };

    answerTasks([
        'follow' => static function (array $input) use ($addon, $work): array {
            Clock::$now = time();
            Memory::reset();
            foreach ($input['settings'] as $name => $value) {
                Memory::$config['pollen.' . $name] = $value;
            }
            require_once $addon . '/pollen/pollen.php';
            pollen_install();
            [, $seconds] = timed(static function () use ($input, $work): void {
                foreach ($input['dids'] as $did) {
                    $data = ['url' => LocalId::actorOf(Account::of($did)), 'uid' => 3, 'contact' => []];
                    pollen_follow($data);
                    Contact::make($data['contact'], 3, Contact::SHARING);
                    $work();
                }
            });
            return ['seconds' => $seconds, 'items' => count(DBA::selectToArray('post', [], ['uid' => 3]))];
        },
        // Accounts fall due one after the other; cron comes every five minutes, as Friendica's does at most.
        'interval' => static function (array $input) use ($work): array {
            Clock::$now += 20000;
            $start = Clock::$now;
            foreach ($input['dids'] as $index => $did) {
                $due = $start + dueAfter($index, count($input['dids']), 900);
                AccountTable::touch(AccountTable::find(Account::of($did))->uriId, ['next-poll' => AccountTable::date($due)]);
            }
            DBA::$writes = Memory::$log = [];
            $jobs = 0;
            [, $seconds] = timed(static function () use ($start, $work, &$jobs): void {
                foreach ([300, 600, 900] as $after) {
                    Clock::$now = $start + $after;
                    pollen_cron();
                    $jobs += count(Memory::$queue);
                    $work();
                }
            });
            return ['seconds' => $seconds, 'writes' => DBA::$writes, 'jobs' => $jobs, 'log' => array_slice(Memory::$log, 0, 3)];
        },
        'end' => static fn (): array => [],
    ]);
}
