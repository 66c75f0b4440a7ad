<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\AddressGuard;
use Pollen\Server\AddressLookup;
use Pollen\Server\SafeFetcher;

final class LookupTests
{
    public static function testAPageThatNamesItsAccount(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $link = '<link rel="alternate" type="application/activity+json" href="https://me.example' . $account->folder . '/actor.jsonld">';
        $found = AddressLookup::inPage('<html><head>' . $link . '</head>', 'https://me.example/about');
        $checks->same($account->did, $found?->account->did, 'by its link');
        $checks->same(['https://me.example'], $found?->via, 'and where to ask');
        $checks->same(null, AddressLookup::inPage('<a href="ipns://' . $account->ipnsName . '">x</a>', 'https://me.example/'), 'not every link');
        $document = json_encode(['id' => $account->actorId]);
        $checks->same($account->did, AddressLookup::inPage($document, 'https://me.example/x')?->account->did, 'an actor');
        foreach (['', '{}', '[]', '{"id":5}', '<html>', str_repeat('<link ', 100000)] as $body) {
            $checks->same(null, AddressLookup::inPage($body, 'https://me.example/'), substr($body, 0, 20));
        }
    }

    public static function testTwoAccountsOnAPageAreNone(Checks $checks): void
    {
        $link = static fn (int $seed): string => '<link rel="me" href="ipns://' . (new TreeBuilder($seed))->account->ipnsName . '">';
        $page = $link(1) . $link(2);
        $checks->same(null, AddressLookup::inPage($page, 'https://me.example/'), 'ambiguous');
    }

    public static function testOnlyAddressesAreFetched(Checks $checks): void
    {
        $server = new WebServer();
        try {
            $account = (new TreeBuilder())->account;
            $server->serve(['/me' => '<link rel="self" href="ipns://' . $account->ipnsName . '">']);
            $lookup = new AddressLookup(new SafeFetcher(new AddressGuard(true), 3));
            $checks->same($account->did, $lookup->find($server->origin . '/me')?->account->did, 'a page');
            $checks->same(null, $lookup->find($server->origin . '/none'), 'none there');
            $server->asked();
            foreach (['alice', 'alice bob', 'did:key:nonsense', 'ftp://x.example/', ''] as $typed) {
                $checks->same(null, $lookup->find($typed), $typed);
            }
            $checks->same([], $server->asked(), 'nothing asked');
        } finally {
            $server->stop();
        }
    }
}
