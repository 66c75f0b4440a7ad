<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\ArrayMemory;
use Pollen\Reader\Change;
use Pollen\Reader\Consumer;
use Pollen\Reader\Shape;
use Pollen\Reader\Timestamp;

/**
 * What activities do, in whatever order they come.
 */
final class ApplyingTests
{
    public static function testEditsDeletesAndUndosInAnyOrder(Checks $checks): void
    {
        $tree = new TreeBuilder(1, 1);
        $note = $tree->post('<p>first</p>');
        $tree->tick();
        $edited = $tree->sign(['content' => '<p>second</p>', 'updated' => $tree->now()] + $note);
        $tree->append($tree->activity('Update', $edited));
        $gone = $tree->post('<p>gone</p>');
        $tree->append($tree->activity('Delete', $gone['id']));
        $like = $tree->activity('Like', 'https://social.example/1');
        $tree->append($like);
        $tree->append($tree->activity('Undo', $like['id']));
        $boost = $tree->activity('Announce', 'https://social.example/1');
        $tree->append($boost);
        $activities = array_map(static fn (array $page): array => $page[0], $tree->pages);
        mt_srand(7);
        for ($round = 0; $round < 25; $round++) {
            shuffle($activities);
            $tree->pages = array_map(static fn (array $activity): array => [$activity], $activities);
            $tree->files = [];
            $reading = Reading::of($tree);
            $reading->readAll();
            $reading->read('poll');
            $objects = [$note['id'] => '<p>second</p>', $gone['id'] => null];
            $checks->same($objects, $reading->told('objects', null), 'objects');
            $checks->same([$boost['id']], $reading->told('reactions', null), 'reactions');
        }
        $reading->state->pages = [];
        $reading->state->updated = null;
        $reading->memory->activities = [];
        $reading->readAll();
        $checks->same($objects, $reading->told('objects', null), 'and read all over again');
    }

    public static function testOnlyTheOwnerChangesThings(Checks $checks): void
    {
        $tree = TreeBuilder::grown(1);
        $other = new TreeBuilder(2);
        $foreign = $other->note('<p>theirs</p>');
        $tree->append($tree->activity('Delete', $foreign['id']));
        $tree->append($tree->activity('Create', $foreign));
        $tree->append($tree->activity('Update', ['content' => '<p>mine now</p>'] + $foreign));
        $tree->append($other->activity('Create', $foreign));
        $tree->append($tree->activity('Announce', $foreign['id']));
        $reading = Reading::of($tree);
        $outcome = $reading->read('poll');
        $kinds = array_map(static fn (Change $change): string => $change->kind, $outcome->changes);
        $checks->same([Change::POST, Change::ANNOUNCE], $kinds, 'kinds');
        $checks->same(4, count($outcome->refusals), 'refused');
    }

    public static function testCompletesObjectsThatAreOnlyNamed(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $note = $tree->note('<p>by id</p>');
        $bare = $tree->note('<p>bare</p>');
        $tree->append($tree->activity('Create', $note['id']));
        $without = $bare;
        unset($without['proof']);
        $tree->append($tree->activity('Create', ['content' => '<p>lie</p>'] + $without));
        $tree->put($note);
        $reading = Reading::of($tree);
        $outcome = $reading->read('poll');
        $checks->same(['<p>by id</p>'], Reading::contents($outcome), 'file of the first');
        $checks->same([0], $reading->told('holes', null), 'file of the second is not there');
        $checks->same(2, count($reading->delivered), 'both activities count');
        $tree->put($bare);
        $reading->replace($tree->files);
        $checks->same(['<p>bare</p>'], Reading::contents($reading->read('poll')), 'its file decides');
        $swapped = new TreeBuilder();
        $swapped->append($swapped->activity('Create', $note['id']));
        $reading = Reading::of($swapped);
        $path = $swapped->account->folder . substr($note['id'], strlen($swapped->account->prefix) - 1);
        $reading->change([$path => TreeBuilder::bytes($bare)]);
        $outcome = $reading->read('poll');
        $checks->same([Change::NONE], array_column($outcome->changes, 'kind'), 'another object’s file');
        $checks->true($outcome->isPartial, 'something was refused');
    }

    public static function testProfileMoveAndEnd(Checks $checks): void
    {
        $tree = TreeBuilder::grown(1);
        $first = $tree->actor();
        $tree->put($first);
        $tree->tick();
        $second = $tree->actor(['name' => 'Alice B.', 'gateways' => ['https://own.example']]);
        $tree->append($tree->activity('Update', $second));
        $tree->append($tree->activity('Update', $first));
        $tree->append($tree->activity('Move', $tree->account->actorId, ['target' => 'https://social.example/alice']));
        $reading = Reading::of($tree);
        $outcome = $reading->read('poll');
        $kinds = array_map(static fn (Change $change): string => $change->kind, $outcome->changes);
        $checks->same([Change::POST, Change::PROFILE, Change::NONE, Change::MOVE], $kinds, 'kinds');
        $checks->same('Alice B.', $reading->state->actor['name'] ?? null, 'newest profile');
        $checks->same('https://social.example/alice', $outcome->changes[3]->targetId, 'target of the move');
        $bases = (new Consumer(new ArrayMemory(), [Reading::BASE]))->bases($tree->account, $reading->state);
        $checks->same([Reading::BASE, 'https://own.example'], $bases, 'gateways of the new profile');
        $tree->append($tree->activity('Delete', $tree->account->actorId));
        $reading->replace($tree->publish());
        $outcome = $reading->read('poll');
        $checks->same(Change::END, $outcome->changes[0]->kind, 'end');
        $checks->true($reading->state->ended, 'remembered');
    }

    public static function testDatesInTheFutureAndLongAgo(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $future = Timestamp::fromSeconds(TreeBuilder::START_SECONDS + 99999999);
        $tree->post('<p>future</p>', ['published' => $future]);
        $tree->post('<p>import</p>', ['published' => '2009-01-01T00:00:00Z', 'url' => 'https://old.example/1']);
        $reading = Reading::of($tree);
        $now = TreeBuilder::START_SECONDS + 3600;
        $consumer = new Consumer($reading->memory, [Reading::BASE]);
        [$first, $second] = Consumer::run($consumer->poll($reading->state, $now), $reading->fetcher)->changes;
        $checks->same(Timestamp::fromSeconds($now), $first->date, 'future counts as now');
        $checks->same([true, false], [$first->isNews, $second->isNews], 'imports are history');
        $checks->same('2009-01-01T00:00:00Z', $second->date, 'date of writing');
    }

    public static function testAudienceMustBeEverybody(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $tree->post('<p>unlisted</p>', ['to' => [], 'cc' => [Shape::PUBLIC]]);
        $private = $tree->note('<p>private</p>', ['to' => [], 'cc' => []]);
        $tree->append($tree->activity('Create', $private));
        $checks->same(['<p>unlisted</p>'], Reading::contents(Reading::of($tree)->read('poll')), 'what is accepted');
    }
}
