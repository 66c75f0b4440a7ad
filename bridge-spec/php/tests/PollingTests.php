<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\AccountState;
use Pollen\Reader\ArrayMemory;
use Pollen\Reader\Consumer;
use Pollen\Reader\Outcome;

/**
 * The polling algorithm against a host in memory.
 */
final class PollingTests
{
    public static function testReadsNewestPagesAtFirstAndOlderOnesLater(Checks $checks): void
    {
        $reading = Reading::of(TreeBuilder::grown(9, 2));
        $outcome = $reading->read('poll');
        $newest = ['<p>7</p>', '<p>8</p>', '<p>9</p>'];
        $checks->same($newest, Reading::contents($outcome), 'two newest pages, oldest first');
        $checks->same([2], $reading->told('gaps', null), 'gap');
        $checks->same('Alice', $outcome->state->actor['name'] ?? null, 'actor');
        $older = $reading->read('older');
        $all = array_map(static fn (int $post): string => "<p>$post</p>", range(1, 6));
        $checks->same($all, Reading::contents($older), 'all older ones');
        $checks->same([], $reading->told('gaps', null), 'no gap left');
        $checks->same(Outcome::UNCHANGED, $reading->read('older')->status, 'nothing more');
        $checks->same(9, count($reading->delivered), 'each once');
    }

    public static function testIdlePollIsOneConditionalRequest(Checks $checks): void
    {
        $reading = Reading::of(TreeBuilder::grown(30));
        $reading->readAll();
        $reading->fetcher->requests = [];
        $outcome = $reading->read('poll');
        $checks->same(Outcome::UNCHANGED, $outcome->status, 'status');
        $checks->same(1, count($reading->fetcher->requests), 'requests');
        $checks->true($reading->fetcher->requests[0]->isConditional(), 'conditional');
        $checks->same([], $outcome->changes, 'changes');
    }

    public static function testOneNewPostCostsThreeRequests(Checks $checks): void
    {
        $tree = TreeBuilder::grown(30);
        $reading = Reading::of($tree);
        $reading->readAll();
        $tree->post('<p>new</p>');
        $reading->replace($tree->publish());
        $reading->fetcher->requests = [];
        $outcome = $reading->read('poll');
        $checks->same(['<p>new</p>'], Reading::contents($outcome), 'the post');
        $checks->true($outcome->changes[0]->isNews, 'is news');
        $checks->true(count($reading->fetcher->requests) <= 3, 'requests');
    }

    public static function testCatchesUpThousandPostsInOnePoll(Checks $checks): void
    {
        $tree = TreeBuilder::grown(10);
        $reading = Reading::of($tree);
        $reading->readAll();
        for ($post = 0; $post < 1000; $post++) {
            $tree->append($tree->activity('Like', 'https://social.example/' . $post));
        }
        $reading->replace($tree->publish());
        $reading->fetcher->requests = [];
        $outcome = $reading->read('poll');
        $checks->same(1000, count($outcome->changes), 'activities');
        $checks->same('https://social.example/0', $outcome->changes[0]->targetId, 'oldest first');
        $checks->true(count($reading->fetcher->requests) <= 53, 'requests');
        $checks->same([], $reading->told('gaps', null), 'no gap');
    }

    public static function testMissingPageIsAHoleAndReadWhenItComes(Checks $checks): void
    {
        $tree = TreeBuilder::grown(8, 2);
        $reading = Reading::of($tree);
        $path = $tree->account->folder . '/outbox/0000/000002.jsonld';
        $reading->change([$path => null]);
        $outcome = $reading->readAll();
        $checks->same([2], $reading->told('holes', null), 'hole');
        $checks->same(Outcome::NEWS, $outcome->status, 'status');
        $checks->same(6, count($reading->delivered), 'the others are read');
        $reading->change([$path => $tree->files[$path]]);
        $outcome = $reading->read('poll');
        $checks->same(['<p>5</p>', '<p>6</p>'], Reading::contents($outcome), 'though the outbox has not changed');
        $checks->same([], $reading->told('holes', null), 'no hole left');
    }

    public static function testTombstoneInKnownActivityDeletesThoughItsDeleteCannotBeHad(Checks $checks): void
    {
        $tree = TreeBuilder::grown(2, 2);
        $reading = Reading::of($tree);
        $reading->readAll();
        $note = $tree->pages[0][0]['object'];
        $tombstone = $tree->sign([
            'id' => $note['id'],
            'type' => 'Tombstone',
            'attributedTo' => $note['attributedTo'],
            'published' => $note['published'],
            'deleted' => $tree->now(),
        ]);
        $tree->pages[0][0] = $tree->sign(['object' => $tombstone] + $tree->pages[0][0]);
        $tree->append($tree->activity('Delete', $note['id']));
        $reading->replace($tree->publish());
        $reading->change([$tree->account->folder . '/outbox/0000/000001.jsonld' => null]);
        $reading->read('poll');
        $checks->true($reading->memory->isDeleted($note['id']), 'deleted');
        $checks->true(!isset($reading->memory->objects[$note['id']]), 'forgotten');
    }

    public static function testHostWithoutValidators(Checks $checks): void
    {
        $tree = TreeBuilder::grown(5, 2);
        $reading = Reading::of($tree);
        $reading->fetcher->withEtags = false;
        $reading->readAll();
        $outcome = $reading->read('poll');
        $checks->same(Outcome::UNCHANGED, $outcome->status, 'unchanged by date');
        $tree->post('<p>6</p>');
        $reading->replace($tree->publish());
        $reading->fetcher->requests = [];
        $checks->same(['<p>6</p>'], Reading::contents($reading->read('poll')), 'news');
        $checks->same(3, count($reading->fetcher->requests), 'requests');
    }

    public static function testMergedTreesLoseAndDoubleNothing(Checks $checks): void
    {
        $common = TreeBuilder::grown(6, 4);
        $own = clone $common;
        $foreign = clone $common;
        $foreign->device = 2;
        foreach ([1, 2, 3, 4] as $post) {
            $own->post("<p>own $post</p>");
            $foreign->post("<p>foreign $post</p>");
        }
        $reading = Reading::of($own);
        $reading->readAll();
        $known = array_column(array_merge(...array_map('array_reverse', $foreign->pages)), 'id');
        foreach ($own->pages as $page) {
            foreach (array_reverse($page) as $activity) {
                if (!in_array($activity['id'], $known, true)) {
                    $foreign->append($activity);
                }
            }
        }
        $foreign->tick();
        $reading->replace($foreign->publish());
        $outcome = $reading->read('poll');
        $expected = ['<p>foreign 1</p>', '<p>foreign 2</p>', '<p>foreign 3</p>', '<p>foreign 4</p>'];
        $checks->same($expected, Reading::contents($outcome), 'only what was unknown');
        $checks->same(14, count(array_unique($reading->delivered)), 'all');
        $checks->same(14, count($reading->delivered), 'each once');
    }

    public static function testMeetReadsTheActorOnly(Checks $checks): void
    {
        $tree = TreeBuilder::grown(1);
        $reading = Reading::of($tree);
        $consumer = new Consumer($reading->memory, [Reading::BASE]);
        $outcome = Consumer::run($consumer->meet($reading->state, 1893456000), $reading->fetcher);
        $checks->same('Alice', $outcome->state->actor['name'] ?? null, 'name');
        $checks->same(1, $outcome->requests, 'requests');
        $reading->replace([]);
        $outcome = Consumer::run($consumer->meet($reading->state, 1893456000), $reading->fetcher);
        $checks->same(Outcome::UNREACHABLE, $outcome->status, 'nobody has it');
    }

    public static function testWaitsLongerAfterFailures(Checks $checks): void
    {
        $state = AccountState::start((new TreeBuilder())->account);
        $checks->true($state->waitSeconds() >= 900 && $state->waitSeconds() <= 990, 'at first');
        $state->failures = 2;
        $checks->true($state->waitSeconds() >= 3600, 'twice as long for each failure');
        $state->failures = 1000;
        $checks->true($state->waitSeconds() <= 95040, 'a day at most');
        $state->failures = 0;
        $state->actor = ['updateInterval' => 'PT2H'];
        $checks->true($state->waitSeconds() >= 7200, 'as the actor asks');
        $state->actor = ['updateInterval' => 'PT1S'];
        $checks->true($state->waitSeconds() >= 900, 'not more often than 15 minutes');
    }

    public static function testBasesAreOnlyTheAllowedOnes(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $state = AccountState::start($account, ['https://hint.example']);
        $state->base = 'https://elsewhere.example';
        $gateways = ['https://ipfs.example/ipns/{name}', 'https://{name}.ipns.gw.example/'];
        $consumer = new Consumer(new ArrayMemory(), $gateways);
        $name = $account->ipnsName;
        $expected = [
            'https://hint.example',
            'https://ipfs.example/ipns/' . $name,
            'https://' . $name . '.ipns.gw.example',
            'https://hint.example/ipns/' . $name,
        ];
        $checks->same($expected, $consumer->bases($account, $state), 'without the one that nobody named');
        $state->base = $expected[1];
        $checks->same($expected[1], $consumer->bases($account, $state)[0], 'last good one first');
    }
}
