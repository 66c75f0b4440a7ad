<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\AccountTable;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class FollowTests
{
    public static function testEveryFormOfAnAddressIsOneContact(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $account = $tree->account;
            $lab->publish($tree, ['/me' => '<link rel="me" href="ipns://' . $account->ipnsName . '">']);
            $forms = [
                $account->did, $account->ipnsName, 'ipns://' . $account->ipnsName, ' ' . $account->actorId . ' ',
                '[pollen]' . $account->did, 'https://app.example/#/@' . $account->ipnsName . '?via=https%3A%2F%2Fx.example',
                'https://ipfs.example/ipns/' . $account->ipnsName . '/x', $lab->web->origin . $account->folder . '/actor.jsonld',
                'https://' . $account->ipnsName . '.ipns.dweb.link/', $lab->web->origin . '/me',
            ];
            foreach ($forms as $form) {
                $checks->same($account->did, Hub::follow(3, $form), $form);
            }
            $ours = q("select xchan_hash, xchan_addr from xchan where xchan_network = 'pollen'");
            $checks->same([['xchan_hash' => $account->did, 'xchan_addr' => 'alice@' . $account->ipnsName]], $ours, 'one person');
            $checks->same(1, count(Sql::$tables['hubloc']), 'at one place');
            $checks->same(['https://x.example'], array_slice(AccountTable::find($account->did)->state->hints, -1), 'hints are kept');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testNobodyElseIsTaken(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $other = new TreeBuilder(2);
            $files = $tree->publish();
            // A copy of one account's actor at the place of another, and one whose proof is by a key that it names itself.
            $files[$other->account->folder . '/actor.jsonld'] = $files[$tree->account->folder . '/actor.jsonld'];
            $third = new TreeBuilder(3);
            $files[$third->account->folder . '/actor.jsonld'] = str_replace($tree->account->did, $third->account->did, $files[$tree->account->folder . '/actor.jsonld']);
            $lab->web->serve($files + ['/page' => '<html>hello']);
            foreach ([$other->account->did, $third->account->did, (new TreeBuilder(4))->account->did, $lab->web->origin . '/page', 'nobody', 'did:key:z6MkNonsense'] as $form) {
                $checks->same(null, Hub::follow(3, $form), $form);
            }
            $checks->same([], q("select * from xchan where xchan_network = 'pollen'"), 'no row');
            Hub::$config['pollen']['private_addresses'] = 0;
            $lab->web->asked();
            $checks->same(null, Hub::follow(3, $tree->account->did . '?via=' . rawurlencode($lab->web->origin)), 'private addresses');
            $checks->same([], $lab->web->asked(), 'not even asked');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testOnlyWithTheApp(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            Hub::$apps = [4 => true];
            $checks->same(null, Hub::follow(3, $tree->account->ipnsName), 'not installed');
            $checks->same($tree->account->did, Hub::follow(4, $tree->account->ipnsName), 'installed');
            $permissions = Hub::$config['abook 4 ' . $tree->account->did];
            $checks->same([1, 1, null], [$permissions['my_perms.send_stream'], $permissions['their_perms.post_comments'], $permissions['my_perms.post_comments'] ?? null], 'no more is granted than to send posts');
        } finally {
            $lab->web->stop();
        }
    }
}
