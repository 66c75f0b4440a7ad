<?php

/*
 * The Hubzilla addon as it is, on the stand-in of its tests: follows many accounts, then runs Hubzilla's cron and queue
 * through intervals. `time()` of the addon's namespace is the played clock.
 */

declare(strict_types=1);

namespace Pollen\Hubzilla {
    function time(): int
    {
        return \Clock::$now;
    }
}

namespace {
    use Pollen\Hubzilla\AccountTable;
    use Pollen\Hubzilla\Tests\Hub;
    use Pollen\Hubzilla\Tests\Sql;

    require __DIR__ . '/answer-tasks.php';
    $addon = __DIR__ . '/../../../bridge-spec/hubzilla';
    require $addon . '/pollen/autoload.php';
    require $addon . '/tests/stand-in/functions.php';
    require $addon . '/tests/stand-in/App.php';
    spl_autoload_register(static function (string $class) use ($addon): void {
        $places = ['Pollen\\Hubzilla\\Tests\\' => '/tests/stand-in/', 'Zotlabs\\' => '/tests/stand-in/Zotlabs/'];
        foreach ($places as $prefix => $folder) {
            $file = $addon . $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            if (str_starts_with($class, $prefix) && is_file($file)) {
                require $file;
            }
        }
    });
    $folder = sys_get_temp_dir() . '/pollen-bench-hub-' . bin2hex(random_bytes(6));
    mkdir($folder);
    chdir($folder);

    answerTasks([
        'follow' => static function (array $input): array {
            Clock::$now = time();
            Hub::begin();
            Hub::$config['pollen'] = $input['settings'] + Hub::$config['pollen'];
            [, $seconds] = timed(static function () use ($input): void {
                foreach ($input['dids'] as $did) {
                    Hub::follow(3, $did);
                    Hub::work();
                }
            });
            return ['seconds' => $seconds, 'items' => count(Sql::$tables['item'])];
        },
        // Accounts fall due one after the other; cron comes every ten minutes, as Hubzilla advises.
        'interval' => static function (array $input): array {
            Clock::$now += 86400;
            $start = Clock::$now;
            foreach ($input['dids'] as $index => $did) {
                AccountTable::touch($did, ['next_poll' => $start + dueAfter($index, count($input['dids']), 900)]);
            }
            Sql::$written = Hub::$log = [];
            $jobs = 0;
            [, $seconds] = timed(static function () use ($start, &$jobs): void {
                foreach ([600, 1200] as $after) {
                    Clock::$now = $start + $after;
                    $unused = null;
                    call_hooks('cron', $unused);
                    $jobs += count(Hub::$jobs);
                    Hub::work();
                }
            });
            $sizes = array_map('strlen', Sql::$written);
            return ['seconds' => $seconds, 'writes' => $sizes, 'jobs' => $jobs, 'log' => array_slice(Hub::$log, 0, 3)];
        },
        'end' => static function () use ($folder): array {
            array_map('unlink', glob($folder . '/store/[[]data]/pollen/*') ?: []);
            foreach (['/store/[data]/pollen', '/store/[data]', '/store', ''] as $part) {
                rmdir($folder . $part);
            }
            return [];
        },
    ]);
}
