<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Pollen\Friendica\AccountTable;
use Pollen\Friendica\Following;
use Pollen\Friendica\LocalId;
use Pollen\Friendica\Lookup;
use Pollen\Friendica\Settings;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class AddressTests
{
    public static function testEveryFormIsOneContact(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $account = $tree->account;
        $lab->publish($tree);
        $forms = [
            $account->did, $account->ipnsName, 'ipns://' . $account->ipnsName, LocalId::actorOf($account), $account->actorId,
            $lab->web->origin . $account->folder . '/actor.jsonld', $lab->web->origin . '/ipns/' . $account->ipnsName . '/',
            $lab->web->origin . '/@' . $account->ipnsName . '/', 'https://app.example/#/u/' . $account->did . '?via=' . rawurlencode($lab->web->origin),
        ];
        foreach ($forms as $form) {
            $data = ['uri' => $form, 'network' => '', 'uid' => 0, 'result' => null];
            pollen_probe_detect($data);
            $checks->same(LocalId::actorOf($account), $data['result']['url'] ?? null, $form);
            Memory::$user = 5;
            Memory::$redirects = [];
            $_GET = ['url' => $form];
            pollen_contact_mod_init();
            $expected = $form === LocalId::actorOf($account) ? [] : ['contact/follow?binurl=' . bin2hex(LocalId::actorOf($account))];
            $checks->same($expected, Memory::$redirects, 'form: ' . $form);
        }
        $_GET = [];
        $checks->same(1, DBA::count('apcontact'), 'one account');
        $lab->end();
    }

    public static function testOnlyFollowersSayWhereToPoll(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $did = $tree->account->did;
        Memory::$config['pollen.gateways'] = 'https://nowhere.invalid';
        $hosts = static fn (): array => AccountTable::find($tree->account)?->state->hints ?? [];
        $elsewhere = ['uri' => $did . '?via=' . rawurlencode('http://127.0.0.1:9'), 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($elsewhere);
        $checks->same(null, $elsewhere['result'], 'not there');
        $here = ['uri' => $did . '?via=' . rawurlencode($lab->web->origin)] + $elsewhere;
        pollen_probe_detect($here);
        $checks->true($here['result'] !== null, 'found there');
        $checks->same([], $hosts(), 'but it is not asked again because a stranger said so');
        Memory::$user = 5;
        $_GET = ['url' => $did . '?via=' . rawurlencode('https://typed.example')];
        pollen_contact_mod_init();
        $_GET = [];
        $checks->same([], $hosts(), 'nor for a look at the form');
        $data = ['url' => LocalId::actorOf($tree->account), 'uid' => 5, 'contact' => []];
        pollen_follow($data);
        $checks->same(['https://typed.example'], $hosts(), 'when somebody follows');
        $lab->end();
    }

    public static function testWhoIsMissingIsNotLookedForAgainAtOnce(Checks $checks): void
    {
        $lab = new Lab();
        $data = ['uri' => (new TreeBuilder(7))->account->did, 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        $checks->true($lab->web->asked() !== [], 'looked for');
        pollen_probe_detect($data);
        $checks->same([], $lab->web->asked(), 'not again');
        foreach (range(1, 4) as $slot) {
            Memory::$cache['lock.pollen-stranger-' . $slot] = true;
        }
        $other = new TreeBuilder(8);
        $lab->publish($other);
        $data['uri'] = $other->account->did;
        $lab->web->asked();
        pollen_probe_detect($data);
        $checks->same([null, []], [$data['result'], $lab->web->asked()], 'not too many at once');
        foreach (range(1, 4) as $slot) {
            unset(Memory::$cache['lock.pollen-stranger-' . $slot]);
        }
        pollen_probe_detect($data);
        $checks->true($data['result'] !== null, 'that is no reason to call it missing');
        $lab->end();
    }

    public static function testUnrelatedAddressesCostNothing(Checks $checks): void
    {
        $lab = new Lab();
        foreach (['https://mastodon.example/@x', 'x@mastodon.example', 'did:plc:abc', 'https://blog.example/feed', $lab->web->origin . '/x', '', 'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc'] as $uri) {
            $data = ['uri' => $uri, 'network' => '', 'uid' => 0, 'result' => null];
            pollen_probe_detect($data);
            $checks->same(null, $data['result'], $uri);
            $link = ['uri' => $uri, 'uid' => 0, 'item_id' => null];
            pollen_item_by_link($link);
            $checks->same(null, $link['item_id'], 'post: ' . $uri);
        }
        $data = ['uri' => (new TreeBuilder())->account->did, 'network' => 'dspr', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        $checks->same(null, $data['result'], 'asked for another network');
        $checks->same([], $lab->web->asked(), 'no request');
        $lab->end();
    }

    public static function testUnsignedActorsAreNobody(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $path = $tree->account->folder . '/actor.jsonld';
        $tree->files[$path] = str_replace('Alice', 'Alicf', $tree->files[$path]);
        $lab->web->serve($tree->files);
        $data = ['uri' => $tree->account->did, 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        $checks->same(null, $data['result'], 'changed');
        $checks->same(0, DBA::count('apcontact'), 'nothing stored');
        $lab->end();
    }

    public static function testPagesAndHandles(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $did = $tree->account->did;
        $other = (new TreeBuilder(2))->account->did;
        $actor = $lab->web->origin . $tree->account->folder . '/actor.jsonld';
        $lab->web->serve([
            '/page' => '<html><head><link rel="alternate" type="application/activity+json" href="' . $actor . '"></head></html>',
            '/two' => '<link rel="me" href="ap://' . $did . '/actor.jsonld"><link rel="me" href="ap://' . $other . '/actor.jsonld">',
            '/talk' => '<p>Somebody said <a href="ap://' . $did . '/actor.jsonld">this</a></p>',
            '/actor' => json_encode(['id' => $actor]),
        ]);
        $checks->same($did, Lookup::address($lab->web->origin . '/page')?->account->did, 'a page that says who it is about');
        $checks->same([$lab->web->origin], Lookup::address($lab->web->origin . '/page')?->via, 'and where it is');
        $checks->same(null, Lookup::address($lab->web->origin . '/two'), 'two accounts');
        $checks->same(null, Lookup::address($lab->web->origin . '/talk'), 'a mere link');
        $checks->same($did, Lookup::address($lab->web->origin . '/actor')?->account->did, 'an actor');
        $lab->web->asked();
        Lookup::address($lab->web->origin . '/page');
        $checks->same([], $lab->web->asked(), 'remembered');
        DBA::insert('contact', ['uid' => 0, 'nurl' => $lab->web->origin . '/actor', 'deleted' => false]);
        Memory::$cache = [];
        $checks->same(null, Lookup::address($lab->web->origin . '/actor'), 'known contacts are left alone');
        $checks->same([], $lab->web->asked(), 'without a request');
        $lab->end();
    }

    public static function testItemByLink(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $note = $tree->post('<p>1</p>');
        $lab->publish($tree);
        $checks->true(Following::itemByLink($note['id'], 0) > 0, 'fetched');
        $checks->same(0, Following::itemByLink($tree->account->prefix . 'o/3n/2/v/3n2vlwuhbgk22.jsonld', 0), 'not there');
        $checks->same(null, Following::itemByLink('https://x.example/1', 0), 'not ours');
        $lab->end();
    }

    public static function testGatewaySettings(Checks $checks): void
    {
        foreach (['https://g.example', 'https://ipfs.io/ipns/{name}', 'https://{name}.ipns.dweb.link', 'http://127.0.0.1:8080'] as $good) {
            $checks->true(Settings::isGateway($good), $good);
        }
        foreach (['ftp://x', 'https://x/ipns', 'https://user@x.example', 'javascript:{name}', 'https://x.example/{name}/{name}', ''] as $bad) {
            $checks->true(!Settings::isGateway($bad), $bad);
        }
    }
}
