<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Friendica\Model\Contact;
use Pollen\Friendica\AccountTable;
use Pollen\Friendica\Following;
use Pollen\Friendica\LocalId;
use Pollen\Friendica\Poller;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\WebServer;

/**
 * The addon installed on the stand-in, and a gateway on loopback that serves the trees of a test.
 */
final class Lab
{
    public readonly WebServer $web;
    /** @var list<TreeBuilder> */
    private array $trees = [];

    public function __construct()
    {
        Memory::reset();
        $this->web = new WebServer();
        Memory::$config['pollen.private_addresses'] = true;
        Memory::$config['pollen.gateways'] = $this->web->origin;
        Memory::$config['pollen.announce'] = false;
        require_once __DIR__ . '/../pollen/pollen.php';
        pollen_install();
    }

    public function end(): void
    {
        $this->web->stop();
    }

    /** Publishes trees; those of earlier calls stay. @param array<string, string> $extra files beside them */
    public function publish(TreeBuilder $tree, array $extra = []): void
    {
        if (!in_array($tree, $this->trees, true)) {
            $this->trees[] = $tree;
        }
        $files = $extra;
        foreach ($this->trees as $each) {
            $files += $each === $tree ? $tree->publish() : $each->files;
        }
        $this->web->serve($files);
    }

    /** A user follows, as the server's form does it. */
    public function follow(int $uid, TreeBuilder $tree): void
    {
        $data = ['url' => LocalId::actorOf($tree->account), 'uid' => $uid, 'contact' => []];
        pollen_follow($data);
        Contact::make($data['contact'], $uid, Contact::SHARING);
    }

    public function poll(TreeBuilder $tree): string
    {
        $stored = AccountTable::find($tree->account);
        return $stored === null ? 'unknown' : (string) Poller::run($stored->uriId);
    }

    /** @return list<array<string, mixed>> items in a user's timeline, oldest first */
    public static function timeline(int $uid, array $condition = []): array
    {
        return DBA::selectToArray('post', [], ['uid' => $uid, 'deleted' => false] + $condition, ['order' => ['id']]);
    }

    /** @return list<string> */
    public static function texts(int $uid): array
    {
        return array_column(self::timeline($uid), 'body');
    }

    /** @return list<string> warnings that the addon has written */
    public static function warnings(): array
    {
        $bad = array_filter(Memory::$log, static fn (array $line): bool => in_array($line[0], ['warning', 'error', 'critical'], true));
        return array_values(array_map(static fn (array $line): string => $line[1] . ' ' . json_encode($line[2]), $bad));
    }
}
