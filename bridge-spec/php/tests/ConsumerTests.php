<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;
use Pollen\Reader\ArrayMemory;
use Pollen\Reader\Change;
use Pollen\Reader\Consumer;
use Pollen\Reader\Outcome;
use Pollen\Reader\Response;
use Pollen\Reader\Shape;
use Pollen\Reader\Timestamp;

/**
 * The polling algorithm against hosts in memory.
 */
final class ConsumerTests
{
    private const BASE = Reading::BASE;

    private static function reading(TreeBuilder $tree): Reading
    {
        $reading = new Reading($tree->account->did);
        $reading->replace($tree->publish());
        return $reading;
    }

    private static function grown(int $posts, int $perPage = 20): TreeBuilder
    {
        $tree = new TreeBuilder(1, $perPage);
        for ($post = 1; $post <= $posts; $post++) {
            $tree->post('<p>' . $post . '</p>');
        }
        return $tree;
    }

    /** @return list<string> what posts and edits of a read said, in order */
    private static function contents(Outcome $outcome): array
    {
        $contents = [];
        foreach ($outcome->changes as $change) {
            if ($change->object !== null) {
                $contents[] = $change->object->document['content'] ?? $change->object->document['name'];
            }
        }
        return $contents;
    }

    public static function testReadsNewestPagesAtFirstAndOlderOnesLater(Checks $checks): void
    {
        $reading = self::reading(self::grown(9, 2));
        $outcome = $reading->read('poll');
        $checks->same(['<p>7</p>', '<p>8</p>', '<p>9</p>'], self::contents($outcome), 'two newest pages, oldest first');
        $checks->same([2], $reading->told('gaps', null), 'gap');
        $checks->same('Alice', $outcome->state->actor['name'] ?? null, 'actor');
        $older = $reading->read('older');
        $all = array_map(static fn (int $post): string => "<p>$post</p>", range(1, 6));
        $checks->same($all, self::contents($older), 'all older ones');
        $checks->same([], $reading->told('gaps', null), 'no gap left');
        $checks->same(Outcome::UNCHANGED, $reading->read('older')->status, 'nothing more');
        $checks->same(9, count($reading->delivered), 'each once');
    }

    public static function testIdlePollIsOneConditionalRequest(Checks $checks): void
    {
        $reading = self::reading(self::grown(30));
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
        $tree = self::grown(30);
        $reading = self::reading($tree);
        $reading->readAll();
        $tree->post('<p>new</p>');
        $reading->replace($tree->publish());
        $reading->fetcher->requests = [];
        $outcome = $reading->read('poll');
        $checks->same(['<p>new</p>'], self::contents($outcome), 'the post');
        $checks->true($outcome->changes[0]->isNews, 'is news');
        $checks->true(count($reading->fetcher->requests) <= 3, 'requests');
    }

    public static function testCatchesUpThousandPostsInOnePoll(Checks $checks): void
    {
        $tree = self::grown(10);
        $reading = self::reading($tree);
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

    public static function testOlderStateOfAHostIsPassedBy(Checks $checks): void
    {
        $tree = self::grown(3);
        $old = $tree->publish();
        $reading = self::reading($tree);
        $tree->post('<p>4</p>');
        $reading->replace($tree->publish());
        $reading->readAll();
        $reading->replace($old);
        $before = $reading->state->toJson();
        $outcome = $reading->read('poll');
        $checks->same(Outcome::STALE, $outcome->status, 'stale');
        $checks->same([], $outcome->changes, 'no changes');
        $checks->same(1, $outcome->state->failures, 'counts as a failure');
        $reading->state->failures = 0;
        $checks->same($before, $reading->state->toJson(), 'nothing else is remembered');
        $tree->post('<p>5</p>');
        $reading->fetcher->hosts['https://second.example'] = $tree->publish();
        $consumer = new Consumer($reading->memory, [self::BASE, 'https://second.example']);
        $outcome = Consumer::run($consumer->poll($reading->state, TreeBuilder::START_SECONDS), $reading->fetcher);
        $checks->same(['<p>5</p>'], self::contents($outcome), 'the other host has it');
        $checks->same('https://second.example', $outcome->state->base, 'and is asked first from now on');
    }

    public static function testMissingPageIsAHoleAndReadWhenItComes(Checks $checks): void
    {
        $tree = self::grown(8, 2);
        $reading = self::reading($tree);
        $path = $tree->account->folder . '/outbox/0000/000002.jsonld';
        $reading->change([$path => null]);
        $outcome = $reading->readAll();
        $checks->same([2], $reading->told('holes', null), 'hole');
        $checks->same(Outcome::NEWS, $outcome->status, 'status');
        $checks->same(6, count($reading->delivered), 'the others are read');
        $reading->change([$path => $tree->files[$path]]);
        $outcome = $reading->read('poll');
        $checks->same(['<p>5</p>', '<p>6</p>'], self::contents($outcome), 'though the outbox has not changed');
        $checks->same([], $reading->told('holes', null), 'no hole left');
    }

    public static function testChangedByteIsRefusedAndAnotherHostAsked(Checks $checks): void
    {
        $tree = self::grown(4);
        $reading = self::reading($tree);
        $path = $tree->account->folder . '/outbox/0000/000000.jsonld';
        $reading->change([$path => str_replace('<p>3</p>', '<p>7</p>', $tree->files[$path])]);
        $outcome = $reading->read('poll');
        $checks->same([], $outcome->changes, 'nothing accepted');
        $checks->same(['3.4'], array_map(static fn ($refused) => $refused->clause, $outcome->refusals), 'clause');
        $reading->fetcher->hosts['https://second.example'] = $tree->files;
        $consumer = new Consumer($reading->memory, [self::BASE, 'https://second.example']);
        $outcome = Consumer::run($consumer->poll($reading->state, TreeBuilder::START_SECONDS), $reading->fetcher);
        $checks->same(4, count($outcome->changes), 'from the other host');
    }

    public static function testNotModifiedWithoutAQuestionIsNoAnswer(Checks $checks): void
    {
        $tree = self::grown(2);
        $reading = self::reading($tree);
        $url = self::BASE . $tree->account->folder . '/outbox.jsonld';
        $reading->fetcher->answers[$url] = new Response(304);
        $checks->same(Outcome::UNREACHABLE, $reading->read('poll')->status, 'first poll');
        $reading->fetcher->answers = [];
        $reading->readAll();
        $page = self::BASE . $tree->account->folder . '/outbox/0000/000000.jsonld';
        $tree->post('<p>3</p>');
        $reading->replace($tree->publish());
        unset($reading->state->validators[$page]);
        $reading->fetcher->answers[$page] = new Response(304);
        $reading->read('poll');
        $checks->same([0], $reading->told('holes', null), 'page becomes a hole');
        $reading->fetcher->answers = [];
        $checks->same(['<p>3</p>'], self::contents($reading->read('poll')), 'read later');
    }

    public static function testStaleNewestPageIsNotTakenForTheNewState(Checks $checks): void
    {
        $tree = self::grown(3);
        $reading = self::reading($tree);
        $reading->readAll();
        $path = $tree->account->folder . '/outbox/0000/000000.jsonld';
        $old = $tree->files[$path];
        $tree->post('<p>4</p>');
        $reading->replace($tree->publish());
        $reading->change([$path => $old]);
        $outcome = $reading->read('poll');
        $checks->same(Outcome::EARLY, $outcome->status, 'early');
        $checks->same([], $outcome->changes, 'nothing yet');
        $reading->change([$path => $tree->files[$path]]);
        $checks->same(['<p>4</p>'], self::contents($reading->read('poll')), 'later');
    }

    public static function testReplayOfAnIntermediatePageHidesNothing(Checks $checks): void
    {
        $tree = self::grown(5, 4);
        $reading = self::reading($tree);
        $reading->readAll();
        $tree->post('<p>6</p>');
        $middle = $tree->publish()[$tree->account->folder . '/outbox/0000/000001.jsonld'];
        foreach ([7, 8, 9] as $post) {
            $tree->post("<p>$post</p>");
        }
        $reading->replace($tree->publish());
        $reading->change([$tree->account->folder . '/outbox/0000/000001.jsonld' => $middle]);
        $outcome = $reading->read('poll');
        $checks->same(['<p>6</p>', '<p>9</p>'], self::contents($outcome), 'what is there counts');
        $checks->same([1], $reading->told('holes', null), 'the old copy is a hole');
        $reading->replace($tree->files);
        $checks->same(['<p>7</p>', '<p>8</p>'], self::contents($reading->read('poll')), 'the rest comes');
    }

    public static function testAnotherAccountsTreeIsRefused(Checks $checks): void
    {
        $tree = self::grown(3);
        $other = new TreeBuilder(2);
        $other->post('<p>forged</p>');
        $reading = new Reading($tree->account->did);
        $moved = [];
        foreach ($other->publish() as $path => $text) {
            $moved[str_replace($other->account->did, $tree->account->did, $path)] = $text;
        }
        $reading->replace($moved);
        $outcome = $reading->read('poll');
        $checks->same([], $outcome->changes, 'as it is');
        $checks->same('wrong-owner', $outcome->refusals[0]->reason, 'reason');
        $rewritten = array_map(
            static fn (string $text): string => str_replace($other->account->did, $tree->account->did, $text),
            $moved
        );
        $reading->replace($rewritten);
        $checks->same([], $reading->read('poll')->changes, 'with our names written over');
    }

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
            $reading = self::reading($tree);
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
        $tree = self::grown(1);
        $other = new TreeBuilder(2);
        $foreign = $other->note('<p>theirs</p>');
        $tree->append($tree->activity('Delete', $foreign['id']));
        $tree->append($tree->activity('Create', $foreign));
        $tree->append($tree->activity('Update', ['content' => '<p>mine now</p>'] + $foreign));
        $tree->append($other->activity('Create', $foreign));
        $tree->append($tree->activity('Announce', $foreign['id']));
        $reading = self::reading($tree);
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
        $reading = self::reading($tree);
        $outcome = $reading->read('poll');
        $checks->same(['<p>by id</p>'], self::contents($outcome), 'file of the first');
        $checks->same([0], $reading->told('holes', null), 'file of the second is not there');
        $tree->put($bare);
        $reading->replace($tree->files);
        $checks->same(['<p>bare</p>'], self::contents($reading->read('poll')), 'its file decides');
        $swapped = new TreeBuilder();
        $swapped->append($swapped->activity('Create', $note['id']));
        $reading = self::reading($swapped);
        $path = $swapped->account->folder . substr($note['id'], strlen($swapped->account->prefix) - 1);
        $reading->change([$path => TreeBuilder::bytes($bare)]);
        $checks->same([], $reading->read('poll')->changes, 'another object’s file');
    }

    public static function testProfileMoveAndEnd(Checks $checks): void
    {
        $tree = self::grown(1);
        $first = $tree->actor();
        $tree->put($first);
        $tree->tick();
        $second = $tree->actor(['name' => 'Alice B.', 'gateways' => ['https://own.example']]);
        $tree->append($tree->activity('Update', $second));
        $tree->append($tree->activity('Update', $first));
        $tree->append($tree->activity('Move', $tree->account->actorId, ['target' => 'https://social.example/alice']));
        $reading = self::reading($tree);
        $outcome = $reading->read('poll');
        $kinds = array_map(static fn (Change $change): string => $change->kind, $outcome->changes);
        $checks->same([Change::POST, Change::PROFILE, Change::NONE, Change::MOVE], $kinds, 'kinds');
        $checks->same('Alice B.', $reading->state->actor['name'] ?? null, 'newest profile');
        $checks->same('https://social.example/alice', $outcome->changes[3]->targetId, 'target of the move');
        $bases = (new Consumer(new ArrayMemory(), [self::BASE]))->bases($tree->account, $reading->state);
        $checks->same([self::BASE, 'https://own.example'], $bases, 'gateways of the new profile');
        $tree->append($tree->activity('Delete', $tree->account->actorId));
        $reading->replace($tree->publish());
        $outcome = $reading->read('poll');
        $checks->same(Change::END, $outcome->changes[0]->kind, 'end');
        $checks->true($reading->state->ended, 'remembered');
    }

    public static function testBasesAreOnlyTheAllowedOnes(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $state = AccountState::start($account, ['https://hint.example']);
        $state->base = 'https://elsewhere.example';
        $consumer = new Consumer(new ArrayMemory(), ['https://ipfs.example/ipns/{name}', 'https://{name}.ipns.gw.example/']);
        $name = $account->ipnsName;
        $expected = [
            'https://hint.example',
            'https://ipfs.example/ipns/' . $name,
            'https://' . $name . '.ipns.gw.example',
        ];
        $checks->same($expected, $consumer->bases($account, $state), 'without the one that nobody named');
        $state->base = $expected[1];
        $checks->same($expected[1], $consumer->bases($account, $state)[0], 'last good one first');
    }

    public static function testDatesInTheFutureAndLongAgo(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $future = Timestamp::fromSeconds(TreeBuilder::START_SECONDS + 99999999);
        $tree->post('<p>future</p>', ['published' => $future]);
        $tree->post('<p>import</p>', ['published' => '2009-01-01T00:00:00Z', 'url' => 'https://old.example/1']);
        $reading = self::reading($tree);
        $now = TreeBuilder::START_SECONDS + 3600;
        $consumer = new Consumer($reading->memory, [self::BASE]);
        [$first, $second] = Consumer::run($consumer->poll($reading->state, $now), $reading->fetcher)->changes;
        $checks->same(Timestamp::fromSeconds($now), $first->date, 'future counts as now');
        $checks->same([true, false], [$first->isNews, $second->isNews], 'imports are history');
        $checks->same('2009-01-01T00:00:00Z', $second->date, 'date of writing');
    }

    public static function testHostWithoutValidators(Checks $checks): void
    {
        $tree = self::grown(5, 2);
        $reading = self::reading($tree);
        $reading->fetcher->withEtags = false;
        $reading->readAll();
        $outcome = $reading->read('poll');
        $checks->same(Outcome::UNCHANGED, $outcome->status, 'unchanged by date');
        $tree->post('<p>6</p>');
        $reading->replace($tree->publish());
        $reading->fetcher->requests = [];
        $checks->same(['<p>6</p>'], self::contents($reading->read('poll')), 'news');
        $checks->same(3, count($reading->fetcher->requests), 'requests');
    }

    public static function testHostileOutboxesCostLittle(Checks $checks): void
    {
        $tree = self::grown(2);
        $tree->publish();
        $tree->put($tree->outbox(['first' => $tree->account->pageId(999999), 'totalItems' => 9007199254740991]));
        $reading = new Reading($tree->account->did);
        $reading->replace($tree->files);
        $reading->read('poll');
        $checks->true(count($reading->fetcher->requests) <= 6, 'requests for pages that are not there');
        $page = $tree->files[$tree->account->folder . '/outbox/0000/000000.jsonld'];
        for ($number = 0; $number < 500; $number++) {
            $tree->files[$tree->account->folder . '/' . Account::pagePath(999999 - $number)] = $page;
        }
        $reading->replace($tree->files);
        for ($poll = 0; $poll < 5; $poll++) {
            $reading->fetcher->requests = [];
            $reading->read('poll');
            $checks->true(count($reading->fetcher->requests) <= 120, 'requests for wrong pages');
        }
        $checks->true(count($reading->state->holes) <= 100, 'holes are bounded');
        $checks->true(strlen($reading->state->toJson()) < 20000, 'state is bounded');
    }

    public static function testMergedTreesLoseAndDoubleNothing(Checks $checks): void
    {
        $common = self::grown(6, 4);
        $own = clone $common;
        $foreign = clone $common;
        $foreign->device = 2;
        foreach ([1, 2, 3, 4] as $post) {
            $own->post("<p>own $post</p>");
            $foreign->post("<p>foreign $post</p>");
        }
        $reading = self::reading($own);
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
        $checks->same($expected, self::contents($outcome), 'only what was unknown');
        $checks->same(14, count(array_unique($reading->delivered)), 'all');
        $checks->same(14, count($reading->delivered), 'each once');
    }

    public static function testMeetReadsTheActorOnly(Checks $checks): void
    {
        $tree = self::grown(1);
        $reading = self::reading($tree);
        $consumer = new Consumer($reading->memory, [self::BASE]);
        $outcome = Consumer::run($consumer->meet($reading->state), $reading->fetcher);
        $checks->same('Alice', $outcome->state->actor['name'] ?? null, 'name');
        $checks->same(1, $outcome->requests, 'requests');
        $reading->replace([]);
        $outcome = Consumer::run($consumer->meet($reading->state), $reading->fetcher);
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

    public static function testAudienceMustBeEverybody(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $tree->post('<p>unlisted</p>', ['to' => [], 'cc' => [Shape::PUBLIC]]);
        $private = $tree->note('<p>private</p>', ['to' => [], 'cc' => []]);
        $tree->append($tree->activity('Create', $private));
        $checks->same(['<p>unlisted</p>'], self::contents(self::reading($tree)->read('poll')), 'what is accepted');
    }
}
