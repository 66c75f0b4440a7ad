<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\AccountState;
use Pollen\Reader\ArrayMemory;
use Pollen\Reader\Change;
use Pollen\Reader\Consumer;
use Pollen\Reader\Outcome;
use Pollen\Reader\Refused;
use Pollen\Reader\SuccessionCheck;

/**
 * Where a reader learns of successors, and what it takes afterwards. Statements themselves: succession.json.
 */
final class SuccessionTests
{
    private const NOW_SECONDS = 1893456000;
    private const FIRST = 'https://first.example';
    private const SECOND = 'https://second.example';
    private const LINK = '</.well-known/apgateway/x/successor.jsonld>; rel="successor-version"';

    public static function testAHintLeadsToTheStatement(Checks $checks): void
    {
        foreach (['a changed outbox' => true, 'an unchanged one' => false] as $name => $isChanged) {
            [$tree, $next, $fetcher, $state] = self::known();
            if ($isChanged) {
                $tree->post('<p>of the thief</p>');
                $fetcher->hosts[self::FIRST] = $tree->publish();
            }
            self::keep($fetcher, self::FIRST, $tree, $next->statement($tree->account));
            $fetcher->links[self::FIRST] = self::LINK;
            $outcome = self::poll($fetcher, $state, self::NOW_SECONDS + 900);
            $checks->same(Outcome::SUCCEEDED, $outcome->status, $name);
            $checks->same([], $outcome->changes, $name . ': nothing of the old key is taken');
            $checks->same($next->account->did, $outcome->state->succession()?->successor, $name . ': successor');
            $checks->same(2, $outcome->requests, $name . ': requests');
        }
    }

    public static function testNothingIsAskedAfterwards(Checks $checks): void
    {
        [$tree, $next, $fetcher, $state] = self::known();
        self::keep($fetcher, self::FIRST, $tree, $next->statement($tree->account));
        $fetcher->links[self::FIRST] = self::LINK;
        $after = AccountState::fromJson(self::poll($fetcher, $state, self::NOW_SECONDS + 900)->state->toJson());
        $fetcher->requests = [];
        $outcome = self::poll($fetcher, $after, self::NOW_SECONDS + 99999999);
        $checks->same(Outcome::SUCCEEDED, $outcome->status, 'poll');
        $consumer = new Consumer(new ArrayMemory(), [self::FIRST]);
        $checks->same([], Consumer::run($consumer->readOlder($after, self::NOW_SECONDS), $fetcher)->changes, 'older pages');
        $checks->same([], $fetcher->requests, 'no request');
    }

    public static function testWithoutHintHostsAreAskedOnceADay(Checks $checks): void
    {
        [, , $fetcher, $state] = self::known();
        $idle = self::poll($fetcher, $state, self::NOW_SECONDS + 900);
        $checks->same(1, $idle->requests, 'an idle poll');
        $later = self::poll($fetcher, $idle->state, self::NOW_SECONDS + 86400);
        $checks->same(3, $later->requests, 'the day after, at both hosts that the actor ever named');
        $checks->same(1, self::poll($fetcher, $later->state, self::NOW_SECONDS + 87300)->requests, 'and then again not');
        $urged = Consumer::run((new Consumer(new ArrayMemory()))->poll($later->state, self::NOW_SECONDS + 87300, true), $fetcher);
        $checks->same(4, $urged->requests, 'when somebody says that there is news: two outboxes, two questions');
    }

    public static function testAThiefCannotSilenceOldHosts(Checks $checks): void
    {
        [$tree, $next, $fetcher, $state] = self::known();
        $tree->tick();
        $own = SuccessionCheck::digestOf((new TreeBuilder(3))->account->did);
        $thief = $tree->actor(['gateways' => ['https://thief.example'], 'nextKeyDigest' => $own, 'name' => 'Thief']);
        $tree->append($tree->activity('Update', $thief));
        $tree->put($thief);
        $files = $tree->publish();
        $fetcher->hosts = ['https://thief.example' => $files, self::SECOND => $files];
        $polled = self::poll($fetcher, $state, self::NOW_SECONDS + 900);
        $checks->same('Thief', $polled->state->actor['name'] ?? null, 'the thief is believed as yet');
        $checks->same($state->nextKeyDigest, $polled->state->nextKeyDigest, 'the pin stays');
        $bases = [self::FIRST, self::SECOND, 'https://thief.example'];
        $checks->same($bases, $polled->state->oldBases, 'old hosts are remembered');
        self::keep($fetcher, self::FIRST, $tree, $next->statement($tree->account));
        $outcome = self::poll($fetcher, $polled->state, self::NOW_SECONDS + 90000);
        $checks->same($next->account->did, $outcome->state->succession()?->successor, 'the old host tells');
    }

    public static function testWhatIsNoStatementChangesNothing(Checks $checks): void
    {
        [$tree, $next, $fetcher, $state] = self::known();
        $stranger = new TreeBuilder(7);
        $wrong = [
            'by a stranger' => TreeBuilder::bytes($stranger->statement($tree->account)),
            'by the old key' => TreeBuilder::bytes($tree->activity('Move', $tree->account->actorId, ['target' => $next->account->actorId])),
            'about a stranger' => TreeBuilder::bytes($next->statement($stranger->account)),
            'a page' => '<!doctype html>',
            'endless' => str_repeat('{"a":', 1000000),
        ];
        foreach ($wrong as $name => $text) {
            foreach ([self::FIRST, self::SECOND] as $base) {
                $fetcher->hosts[$base][$tree->account->folder . '/successor.jsonld'] = $text;
            }
            $outcome = self::poll($fetcher, $state, self::NOW_SECONDS + 86400);
            $checks->same(Outcome::UNCHANGED, $outcome->status, $name);
            $checks->same(null, $outcome->state->statement, $name . ': no statement');
            $checks->same(2, count($outcome->refusals), $name . ': refused, and said so');
        }
    }

    public static function testAskedBeforeAnUnreachableHostIsGivenUp(Checks $checks): void
    {
        [$tree, $next, $fetcher, $state] = self::known();
        $fetcher->hosts = [self::SECOND => []];
        self::keep($fetcher, self::SECOND, $tree, $next->statement($tree->account));
        $checks->same(Outcome::SUCCEEDED, self::poll($fetcher, $state, self::NOW_SECONDS + 86400)->status, 'statement only');
        $fetcher->hosts = [];
        $failed = self::poll($fetcher, $state, self::NOW_SECONDS + 86400);
        $checks->same(Outcome::UNREACHABLE, $failed->status, 'nobody answers');
        $checks->same(self::NOW_SECONDS + 86400, $failed->state->askedSuccessor, 'the question is remembered');
    }

    public static function testThePinIsTheEarliestOfAReading(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $next = new TreeBuilder(2);
        $tree->append($tree->activity('Update', $tree->actor(['nextKeyDigest' => SuccessionCheck::digestOf($next->account->did)])));
        $tree->tick();
        $thief = $tree->actor(['nextKeyDigest' => SuccessionCheck::digestOf((new TreeBuilder(3))->account->did)]);
        $tree->append($tree->activity('Update', $thief));
        $tree->put($thief);
        $reading = Reading::of($tree);
        $reading->read('poll');
        $checks->same(SuccessionCheck::digestOf($next->account->did), $reading->state->nextKeyDigest, 'pin');
        $reading->change([$tree->account->folder . '/successor.jsonld' => TreeBuilder::bytes($next->statement($tree->account))]);
        $reading->state->askedSuccessor = 0;
        $checks->same(Outcome::SUCCEEDED, $reading->read('poll')->status, 'and it counts');
    }

    public static function testMetFirstAlreadySucceeded(Checks $checks): void
    {
        [$tree, $next, $fetcher] = self::known();
        self::keep($fetcher, self::FIRST, $tree, $next->statement($tree->account));
        $fresh = AccountState::start($tree->account);
        $outcome = self::poll($fetcher, $fresh, self::NOW_SECONDS);
        $checks->same(Outcome::SUCCEEDED, $outcome->status, 'poll');
        $checks->same([], $outcome->changes, 'nothing is taken');
        $met = Consumer::run((new Consumer(new ArrayMemory(), [self::FIRST]))->meet($fresh, self::NOW_SECONDS), $fetcher);
        $checks->same(Outcome::SUCCEEDED, $met->status, 'meet');
    }

    public static function testClaimsAreHandedOver(Checks $checks): void
    {
        $old = new TreeBuilder();
        $next = new TreeBuilder(2);
        $next->append($next->statement($old->account, ['endTime' => '2026-01-01T00:00:00Z']));
        $outcome = Reading::of($next)->read('poll');
        $checks->same(Change::CLAIM, $outcome->changes[0]->kind ?? null, 'kind');
        $checks->same($old->account->did, $outcome->changes[0]->targetId ?? null, 'about whom');
        $foreign = $next->activity('Move', $old->account->actorId, ['target' => (new TreeBuilder(3))->account->actorId]);
        $next->append($foreign);
        $refused = Reading::of($next)->read('poll')->refusals;
        $checks->same(Refused::WRONG_OWNER, $refused[0]->reason ?? null, 'a Move of one stranger to another');
    }

    /**
     * An account with a pin and two gateways, and a reader that knows it.
     *
     * @return array{TreeBuilder, TreeBuilder, TreeFetcher, AccountState} the account, its successor, hosts, state
     */
    private static function known(): array
    {
        $tree = new TreeBuilder();
        $next = new TreeBuilder(2);
        $tree->post('<p>1</p>');
        $digest = SuccessionCheck::digestOf($next->account->did);
        $tree->put($tree->actor(['gateways' => [self::FIRST, self::SECOND], 'nextKeyDigest' => $digest]));
        $files = $tree->publish();
        $fetcher = new TreeFetcher([self::FIRST => $files, self::SECOND => $files]);
        return [$tree, $next, $fetcher, self::poll($fetcher, AccountState::start($tree->account), self::NOW_SECONDS)->state];
    }

    /** @param array<string, mixed> $statement */
    private static function keep(TreeFetcher $fetcher, string $base, TreeBuilder $tree, array $statement): void
    {
        $fetcher->hosts[$base][$tree->account->folder . '/successor.jsonld'] = TreeBuilder::bytes($statement);
    }

    private static function poll(TreeFetcher $fetcher, AccountState $state, int $nowSeconds): Outcome
    {
        return Consumer::run((new Consumer(new ArrayMemory(), [self::FIRST]))->poll($state, $nowSeconds), $fetcher);
    }
}
