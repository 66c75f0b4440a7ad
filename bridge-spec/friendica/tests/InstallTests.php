<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Pollen\Friendica\Cron;
use Pollen\Friendica\Settings;
use Pollen\Friendica\Tables;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class InstallTests
{
    public static function testEveryHookHasItsFunction(Checks $checks): void
    {
        $lab = new Lab();
        $checks->true(count(Memory::$hooks) >= 10, 'hooks are registered');
        foreach (Memory::$hooks as [$hook, $file, $function]) {
            $checks->true(function_exists($function), $hook . ' ' . $function);
            $checks->same('pollen.php', basename($file), 'file');
        }
        foreach ([Tables::ACCOUNT, Tables::ACTIVITY, Tables::OBJECT, Tables::MEDIA, Tables::FOLLOW, Tables::PENDING] as $table) {
            $checks->true(isset(Memory::$tables['definition'][0][$table]['indexes']['PRIMARY']), $table);
        }
        $checks->true(in_array('init_1', array_column(Memory::$hooks, 0), true), 'its own addresses are answered before Friendica looks who asks');
        $lab->end();
    }

    public static function testAgainAndAway(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $gone = $tree->post('<p>1</p>');
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $key = Memory::$config['pollen.nobodys_key'];
        pollen_uninstall();
        pollen_install();
        $checks->same($key, Memory::$config['pollen.nobodys_key'], 'the same key');
        $checks->same('unchanged', $lab->poll($tree), 'it goes on where it was');
        $tree->append($tree->activity('Delete', $gone['id']));
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same([], Lab::texts(5), 'and deletes');
        $checks->true(!in_array('PRIVATE', explode(' ', (string) json_encode(Memory::$config)), true), 'no private key is kept');
        $lab->end();
    }

    public static function testNewFilesGetTheirTablesWithTheNextCron(Checks $checks): void
    {
        $lab = new Lab();
        Cron::run();
        unset(Memory::$tables['definition']);
        Cron::run();
        $checks->true(!isset(Memory::$tables['definition']), 'nothing has changed, nothing to do');
        Memory::$config['pollen.installed'] = 'older';
        Cron::run();
        $checks->true(isset(Memory::$tables['definition'][0][Tables::PENDING]), 'made');
        $lab->end();
    }

    public static function testSettings(Checks $checks): void
    {
        $lab = new Lab();
        $html = '';
        pollen_addon_admin($html);
        $checks->true(str_contains($html, 'Laboratory'), 'a page for administrators');
        $_POST = ['pollen-gateways' => "https://g.example\nftp://bad\nhttps://x.example/ipns/{name}", 'pollen-least_minutes' => '0', 'pollen-most_hours' => '5', 'pollen-media_megabytes' => '9999'];
        pollen_addon_admin_post();
        $_POST = [];
        $checks->same(['https://g.example', 'https://x.example/ipns/{name}'], Settings::gateways(), 'gateways');
        $checks->same([60, 18000, 67108864], [Settings::leastSeconds(), Settings::mostSeconds(), Settings::mediaBytes()], 'bounds');
        $checks->true(!Settings::allowsPrivate() && !Settings::announces(), 'boxes that are not ticked');
        Memory::$user = 5;
        $data = [];
        pollen_addon_settings($data);
        $checks->same('pollen', $data['addon'], 'a page for users');
        $request = ['pollen-submit' => 'x', 'pollen-tell_follows' => '1'];
        pollen_addon_settings_post($request);
        $checks->same([false, true], [Settings::tellsAnswers(5), Settings::tellsFollows(5)], 'their choice');
        $checks->same([true, false], [Settings::tellsAnswers(6), Settings::tellsFollows(6)], 'others are not asked');
        $checks->same(0, DBA::count(Tables::ACCOUNT), 'nothing else happens');
        $lab->end();
    }
}
