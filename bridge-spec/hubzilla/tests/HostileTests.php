<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\ItemGuard;
use Pollen\Hubzilla\AccountTable;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Zotlabs\Lib\Activity;

final class HostileTests
{
    public static function testNobodySpeaksForOthers(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $victim = new TreeBuilder();
            $note = $victim->post('<p>1</p>');
            $lab->publish($victim);
            $lab->follow(3, $victim);
            $id = $note['id'];
            $thief = new TreeBuilder(2);
            $thief->post('<p>mine</p>');
            $thief->append($thief->activity('Delete', $id));
            $thief->append($thief->activity('Update', $thief->sign(['content' => '<p>stolen</p>', 'updated' => '2030-01-01T00:00:00Z'] + $note)));
            $mine = ['attributedTo' => $thief->account->actorId, 'content' => '<p>stolen</p>', 'updated' => '2030-01-01T00:00:00Z'];
            $thief->append($thief->activity('Update', $thief->sign($mine + $note)));
            $thief->append($thief->activity('Create', $victim->note('<p>forged</p>')));
            $thief->append($thief->activity('Undo', $victim->account->outboxId . '#2222222222222'));
            $lab->publish($thief);
            $lab->follow(3, $thief);
            $checks->same(['1', 'mine'], Hub::bodies(3), 'nothing of it');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testTamperedAndOldDocuments(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $old = $tree->publish();
            $lab->web->serve($old);
            $lab->follow(3, $tree);
            $tree->post('<p>2</p>');
            $new = $tree->publish();
            $page = $tree->account->folder . '/outbox/0000/000000.jsonld';
            $outbox = $tree->account->folder . '/outbox.jsonld';
            $lab->web->serve([$page => str_replace('<p>2</p>', '<p>X</p>', $new[$page])] + $new);
            $lab->poll($tree);
            $checks->same(['1'], Hub::bodies(3), 'a tampered page');
            $lab->web->serve([$outbox => str_replace('"totalItems":2', '"totalItems":9', $new[$outbox])] + $new);
            $checks->same('unreachable', $lab->poll($tree), 'a tampered outbox');
            $lab->web->serve($new);
            $lab->poll($tree);
            $checks->same(['1', '2'], Hub::bodies(3), 'the honest one');
            $state = AccountTable::find($tree->account->did)->state->updated;
            $lab->web->serve($old);
            $checks->same('stale', $lab->poll($tree), 'an old copy');
            $checks->same([$state, ['1', '2']], [AccountTable::find($tree->account->did)->state->updated, Hub::bodies(3)], 'time goes one way');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testACopyElsewhereIsNotPolled(Checks $checks): void
    {
        $lab = new Lab();
        $evil = new \Pollen\Server\Tests\WebServer();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $evil->serve($tree->files);
            Hub::follow(4, $evil->origin . $tree->account->folder . '/actor.jsonld');
            Hub::work();
            $base = AccountTable::find($tree->account->did)->state->base;
            $checks->same($lab->web->origin, $base, 'the base that works stays');
        } finally {
            $lab->web->stop();
            $evil->stop();
        }
    }

    public static function testForgedDeliveriesAreCancelled(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            foreach ([$tree->account->did, $tree->account->actorId, 'https://e.example/#ap://did:key:z'] as $author) {
                $forged = ['mid' => 'https://e.example/' . md5($author), 'parent_mid' => 'https://e.example/' . md5($author), 'uid' => 3, 'author_xchan' => $author, 'owner_xchan' => $author, 'body' => 'forged', 'created' => '', 'edited' => ''];
                $checks->true(!Activity::item_store($forged), $author);
            }
            $id = Hub::items(3)[0]['mid'];
            $preoccupied = $tree->account->prefix . 'o/22/2/2/2222222222222.jsonld';
            $checks->true(!Activity::item_store(['mid' => $preoccupied, 'parent_mid' => $preoccupied, 'uid' => 3, 'author_xchan' => 'https://e.example/u', 'owner_xchan' => '', 'body' => 'forged', 'created' => '', 'edited' => '']), 'under an id of ours');
            foreach ([['author_xchan' => $tree->account->did], ['id' => Hub::items(3)[0]['id'], 'author_xchan' => 'https://e.example/u']] as $update) {
                $event = ['item' => $update, 'allow_exec' => false];
                pollen_item_update_before($event);
                $checks->true($event['item']['cancel'] ?? false, 'updates, too');
            }
            $checks->true($id !== '', 'there is one');
            $checks->same(['1'], Hub::bodies(3), 'nothing stored');
            $actor = ['id' => $tree->account->actorId, 'actor' => null];
            pollen_actor($actor);
            $checks->same([], array_intersect(['publicKey', 'assertionMethod', 'inbox'], array_keys($actor['actor'])), 'no key for Hubzilla to believe in');
        } finally {
            $lab->web->stop();
        }
    }

    /** To Hubzilla's columns (utf8mb4_general_ci) all of these are the same. */
    public static function testIdsThatTheDatabaseTakesForOursAreRefused(Checks $checks): void
    {
        Hub::begin();
        $id = (new TreeBuilder())->account->prefix . 'o/22/2/2/2222222222222.jsonld';
        foreach ([strtoupper($id), str_replace('did', 'díd', $id), str_replace('ap:', 'āp:', $id), $id . ' ', str_replace('z6Mk', "z6M\xff", $id)] as $alike) {
            $item = ['mid' => $alike, 'parent_mid' => $alike, 'uid' => 3, 'author_xchan' => 'https://e.example/u', 'owner_xchan' => '', 'body' => 'forged', 'created' => '', 'edited' => ''];
            $checks->true(!Activity::item_store($item), $alike);
            $checks->true(!Activity::item_store(['mid' => 'https://e.example/1', 'author_xchan' => preg_replace('~\A.*?//~s', '', $alike)] + $item), 'as author');
        }
        foreach (['https://e.example:8443/item/1', 'tag:e.example,2026:1', 'https://e.example/users/did:key:z6', 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'b4f-Zk_9sdf0'] as $foreign) {
            $checks->true(!ItemGuard::refuses(['mid' => $foreign, 'author_xchan' => 'https://e.example/u']), $foreign);
        }
    }

    public static function testWhatSomebodyElseHasUnderTheIdStays(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = new TreeBuilder();
            $note = $tree->post('<p>1</p>');
            Sql::$tables['item'][] = ['id' => 1, 'uid' => 3, 'mid' => $note['id'], 'parent_mid' => $note['id'], 'thr_parent' => $note['id'], 'author_xchan' => 'somebody', 'owner_xchan' => 'somebody', 'body' => 'there', 'item_deleted' => 0, 'edited' => '', 'verb' => ''];
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $checks->same(['there'], Hub::bodies(3), 'not overwritten');
            $tree->append($tree->activity('Delete', $note['id']));
            $lab->publish($tree);
            $lab->poll($tree);
            $checks->same(['there'], Hub::bodies(3), 'not deleted');
        } finally {
            $lab->web->stop();
        }
    }
}
