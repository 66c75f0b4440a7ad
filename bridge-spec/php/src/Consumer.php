<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The polling algorithm (bridge-spec section 8) without I/O: its methods are generators that yield Requests, are sent
 * Responses, and return an Outcome. Consumer::run() drives one with a Fetcher; a server that fetches many accounts at
 * once can drive many itself.
 */
final class Consumer
{
    /** Hosts that a doubtful poll asks, though the first says that nothing is new. */
    private const HOSTS_DOUBTED = 3;

    /**
     * @param list<string> $gateways addresses that this reader is configured with, `{name}` standing for the account's
     *        IPNS name: `https://gateway.example`, `https://ipfs.io/ipns/{name}`, `https://{name}.ipns.dweb.link`
     */
    public function __construct(
        private Memory $memory,
        private array $gateways = [],
        private int $firstPages = Limits::FIRST_PAGES,
        private int $pollPages = Limits::POLL_PAGES
    ) {
    }

    /**
     * @param \Generator<int, Request, Response, Outcome> $steps
     */
    public static function run(\Generator $steps, Fetcher $fetcher): Outcome
    {
        while ($steps->valid()) {
            $steps->send($fetcher->fetch($steps->current()));
        }
        return $steps->getReturn();
    }

    /**
     * What is new. At first sight the newest pages, and the actor.
     *
     * @param bool $isDoubtful do not be content with the host that was good last: a website that nobody has uploaded
     *        again says for ever that nothing is new. For polls that somebody has asked for, and now and then for others
     * @return \Generator<int, Request, Response, Outcome>
     */
    public function poll(AccountState $before, int $nowSeconds, bool $isDoubtful = false): \Generator
    {
        if ($before->statement !== null) {
            return new Outcome(Outcome::SUCCEEDED, $before, [], [], 0);
        }
        $state = clone $before;
        $account = Account::of($state->did);
        $run = new Run($account, $state, $this->bases($account, $state));
        $successor = new SuccessorQuestion($run, $this->configured($account));
        $walk = new PageWalk($run, $state->updated === null ? $this->firstPages : $this->pollPages);
        [$status, $outbox, $response] = yield from $this->outbox($run, $isDoubtful ? self::HOSTS_DOUBTED : 1);
        yield from $successor->ask($nowSeconds, $isDoubtful, $outbox !== null);
        if ($state->statement !== null) {
            return $successor->outcome($before);
        }
        if ($outbox === null && $status !== Outcome::UNCHANGED) {
            $failed = clone $before;
            $failed->askedSuccessor = $state->askedSuccessor;
            $failed->failures++;
            return new Outcome($status, $failed, [], $run->refusals, $run->requests);
        }
        $state->failures = 0;
        $holes = array_keys($state->holes);
        if ($outbox === null && $response->status === 200) {
            // The same as elsewhere: from now on this host is asked conditionally, too.
            $run->rememberValidators($run->bases[0], $account->outboxId, $response);
        }
        if ($outbox !== null) {
            yield from $walk->walk($outbox->newestPage, $outbox->totalItems);
            $status = $walk->isNewestIncomplete ? Outcome::EARLY : Outcome::NEWS;
            if (!$walk->isNewestIncomplete) {
                $state->updated = $outbox->updated;
                $state->totalItems = $outbox->totalItems;
                // Of former outboxes, at other hosts: their 304 would say that an old one is still there.
                $state->validators = array_filter(
                    $state->validators,
                    static fn (string $url): bool => !str_ends_with($url, '/outbox.jsonld'),
                    ARRAY_FILTER_USE_KEY
                );
                $run->rememberValidators($run->bases[0], $account->outboxId, $response);
            }
        }
        foreach ($holes as $hole) {
            yield from $walk->walk($hole);
        }
        if ($state->actor === null || $walk->leftGap) {
            yield from $run->actor();
        }
        $outcome = yield from $this->finish($run, $walk, $status, $nowSeconds);
        if ($before->nextKeyDigest === null) {
            yield from $successor->ask($nowSeconds, false, false);
        }
        return $state->statement === null ? $outcome : $successor->outcome($before);
    }

    /**
     * Older pages that earlier polls left out, newest first.
     *
     * @return \Generator<int, Request, Response, Outcome>
     */
    public function readOlder(AccountState $before, int $nowSeconds): \Generator
    {
        if ($before->statement !== null) {
            return new Outcome(Outcome::SUCCEEDED, $before, [], [], 0);
        }
        $state = clone $before;
        $account = Account::of($state->did);
        $run = new Run($account, $state, $this->bases($account, $state));
        $walk = new PageWalk($run, $this->pollPages);
        $starts = array_keys($state->gaps + $state->holes);
        rsort($starts);
        foreach ($starts as $start) {
            yield from $walk->walk($start);
        }
        return yield from $this->finish($run, $walk, Outcome::UNCHANGED, $nowSeconds);
    }

    /**
     * Only the actor, to show who an address belongs to. The outcome's state has it, if some host had it.
     *
     * @return \Generator<int, Request, Response, Outcome>
     */
    public function meet(AccountState $before, int $nowSeconds): \Generator
    {
        $state = clone $before;
        $account = Account::of($state->did);
        $run = new Run($account, $state, $this->bases($account, $state));
        yield from $run->actor();
        $state->meetActors($run->actors);
        $status = $state->actor === null ? Outcome::UNREACHABLE : Outcome::UNCHANGED;
        $successor = new SuccessorQuestion($run, $this->configured($account));
        yield from $successor->ask($nowSeconds, false, false);
        if ($state->statement !== null) {
            $status = Outcome::SUCCEEDED;
        }
        return new Outcome($status, $state, [], $run->refusals, $run->requests);
    }

    /**
     * Addresses to ask, best first (bridge-spec section 7.2): the last good one, the verified actor's gateways, what
     * the user typed, what this reader is configured with. Nothing else ever becomes an address to poll.
     *
     * @return list<string>
     */
    public function bases(Account $account, AccountState $state): array
    {
        $configured = $this->configured($account);
        $own = $state->actor === null ? [] : ActorCheck::gateways($state->actor);
        // What was typed may have been the address of an IPFS gateway, which serves names below a path.
        $hints = array_map(static fn (string $hint): string => $hint . '/ipns/' . $account->ipnsName, $state->hints);
        $bases = array_values(array_unique(array_merge($own, $state->hints, $configured, $hints)));
        if (in_array($state->base, $bases, true)) {
            $bases = array_values(array_unique(array_merge([$state->base], $bases)));
        }
        return array_slice($bases, 0, Limits::BASES);
    }

    /** @return list<string> */
    private function configured(Account $account): array
    {
        return array_map(
            static fn (string $gateway): string => str_replace('{name}', $account->ipnsName, rtrim($gateway, '/')),
            $this->gateways
        );
    }

    /**
     * Looks for the newest outbox. The base that had it becomes the first of the run.
     *
     * @param int $hosts how many are asked at least; the newest that one of them has counts
     * @return \Generator<int, Request, Response, array{string, CheckedOutbox|null, Response|null}>
     */
    private function outbox(Run $run, int $hosts): \Generator
    {
        $state = $run->state;
        $status = Outcome::UNREACHABLE;
        $found = null;
        foreach ($run->bases as $asked => $base) {
            if ($found !== null && $asked >= $hosts) {
                break;
            }
            $response = yield from $run->get($base, $run->account->outboxId, Limits::FILE_BYTES, true);
            $outbox = null;
            if ($response->status === 200) {
                try {
                    $outbox = CollectionCheck::outbox($response->body, $run->account);
                } catch (Refused $refused) {
                    $run->refusals[] = $refused;
                    continue;
                }
                if ($state->updated !== null && strcmp($outbox->updated, $state->updated) < 0) {
                    $status = Outcome::STALE;
                    continue;
                }
            } elseif ($response->status !== 304) {
                continue;
            }
            $isNew = $outbox !== null
                && ($outbox->updated !== $state->updated || $outbox->totalItems > $state->totalItems);
            $best = $found[2] ?? null;
            if ($isNew && ($best === null || [$outbox->updated, $outbox->totalItems] > [$best->updated, $best->totalItems])) {
                $found = [$base, Outcome::NEWS, $outbox, $response];
            }
            $found ??= [$base, Outcome::UNCHANGED, null, $response];
        }
        if ($found === null) {
            return [$status, null, null];
        }
        [$base, $status, $outbox, $response] = $found;
        $run->bases = [$base, ...array_values(array_diff($run->bases, [$base]))];
        $state->base = $base;
        return [$status, $outbox, $response];
    }

    /**
     * @return \Generator<int, Request, Response, Outcome>
     */
    private function finish(Run $run, PageWalk $walk, string $status, int $nowSeconds): \Generator
    {
        $activities = yield from (new Completion($run, $this->memory))->activities($walk->found, $walk->reread);
        $state = $run->state;
        $now = Timestamp::fromSeconds($nowSeconds);
        $applier = new Applier($run->account, $this->memory, $now, $state->actorVersion());
        $changes = [];
        foreach ($activities as $activity) {
            $change = $applier->apply($activity);
            if ($activity->object !== null && $activity->object->id === $run->account->actorId) {
                $run->actors[] = $activity->object;
            }
            $changes[] = $change;
            if ($change->kind === Change::PROFILE && $change->object !== null) {
                $state->putActor($change->object);
            }
            $state->ended = $state->ended || $change->kind === Change::END;
        }
        $state->meetActors($run->actors);
        $state->trim();
        if ($status === Outcome::UNCHANGED && $walk->found !== []) {
            $status = Outcome::NEWS;
        }
        return new Outcome($status, $state, $changes, $run->refusals, $run->requests, $run->failed);
    }
}
