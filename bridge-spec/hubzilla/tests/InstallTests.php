<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\Announcer;
use Pollen\Hubzilla\AccountTable;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class InstallTests
{
    public static function testLoadingTwiceAndUnloading(Checks $checks): void
    {
        Hub::begin();
        $once = Hub::$hooks;
        pollen_load();
        $checks->same($once, Hub::$hooks, 'the same hooks, none twice');
        foreach (Hub::$hooks as [$hook, $function]) {
            $checks->true(function_exists($function), $hook . ': ' . $function);
        }
        $checks->same('pollen_discover', $once[0][1], 'asked first');
        pollen_unload();
        $checks->same([], Hub::$hooks, 'no hook is left');
    }

    public static function testTheHeaderAndTheApp(Checks $checks): void
    {
        $source = (string) file_get_contents(__DIR__ . '/../pollen/pollen.php');
        foreach (['Name', 'Description', 'Version', 'MinVersion'] as $field) {
            $checks->same(1, preg_match('/^ \* ' . $field . ': \S/m', $source), $field);
        }
        $app = (string) file_get_contents(__DIR__ . '/../pollen/pollen.apd');
        foreach (['version', 'url', 'requires', 'name', 'photo', 'desc'] as $field) {
            $checks->same(1, preg_match('/^' . $field . ': \S/m', $app), $field);
        }
    }

    public static function testTheHubIsAnnounced(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $tree->put($tree->actor(['gateways' => [$lab->web->origin]]));
            $lab->publish($tree);
            $lab->follow(3, $tree);
            Hub::$config['pollen']['announce'] = 1;
            $lab->web->asked();
            $lab->poll($tree);
            $posts = array_values(array_filter($lab->web->asked(), static fn (array $request): bool => $request['method'] === 'POST'));
            $checks->same(['/pollen/hosts', ['actor' => $tree->account->actorId, 'host' => 'https://hub.example']], [$posts[0]['path'] ?? '', json_decode($posts[0]['body'] ?? '', true)], 'where the account lives');
            Announcer::announce(AccountTable::find($tree->account->did), time());
            $checks->same([], $lab->web->asked(), 'not every time');
        } finally {
            $lab->web->stop();
        }
    }
}
