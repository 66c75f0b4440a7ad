<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\AccountState;
use Pollen\Reader\Change;
use Pollen\Reader\Consumer;
use Pollen\Reader\Fetcher;
use Pollen\Reader\Outcome;
use Pollen\Reader\Request;
use Pollen\Reader\Response;
use Pollen\Server\KnownFetcher;
use Pollen\Server\TimedFetcher;

/**
 * One poll of one account, for all who follow it here. Runs in Hubzilla's queue.
 */
final class Poller
{
    private const DAY = 86400;
    private const AGAIN_SECONDS = 3600;
    private const END = 'ends';
    private const END_SECONDS = 30 * self::DAY;
    /** Hubzilla's queue takes a job that lasts longer for dead. What is left is done by the next poll. */
    private const APPLYING_SECONDS = 200;
    /** For all requests of a poll together: a host that is slow on purpose must not keep others waiting. */
    private const ASKING_SECONDS = 60;
    private const REQUEST_SECONDS = 20;
    private const CONTINUES_SECONDS = 60;

    /** What a poll would ask first, null for an account that nobody here follows any more. Changes nothing. */
    public static function firstRequest(string $did): ?Request
    {
        $stored = AccountTable::find($did);
        if ($stored === null || Followers::of($did) === []) {
            return null;
        }
        // Doubtful or not, it is the same host that is asked first.
        return (new Consumer(new DatabaseMemory($did), Settings::gateways()))->poll($stored->state, time())->current();
    }

    /** The first request may have been carried out already. */
    public static function run(string $did, ?Request $asked = null, ?Response $answer = null): ?string
    {
        $lock = AccountLock::take($did);
        if ($lock === null) {
            return null;
        }
        try {
            $stored = AccountTable::find($did);
            if ($stored === null) {
                return null;
            }
            $fetcher = Settings::fetcher(self::REQUEST_SECONDS);
            return (new self($stored, time(), $answer === null ? $fetcher : new KnownFetcher($fetcher, $asked, $answer)))->poll();
        } finally {
            $lock->release();
        }
    }

    private DatabaseMemory $memory;
    private Threads $threads;
    private Fetcher $fetcher;
    private bool $ranOutOfTime = false;

    private function __construct(private StoredAccount $stored, private int $now, Fetcher $fetcher)
    {
        $this->memory = new DatabaseMemory($stored->account->did);
        $this->fetcher = new TimedFetcher($fetcher, self::ASKING_SECONDS);
        $this->threads = new Threads($now, $this->fetcher);
    }

    private function poll(): string
    {
        $did = $this->stored->account->did;
        $channels = Followers::of($did);
        if ($channels === []) {
            // Nobody left: no request. Following it again brings it back at once.
            $this->stored->served = [];
            AccountTable::save($this->stored, ['next_poll' => $this->now + self::DAY, 'note' => 'unfollowed']);
            return 'unfollowed';
        }
        $before = $this->stored->state->toJson();
        $consumer = new Consumer($this->memory, Settings::gateways());
        $isDoubtful = $this->stored->isDoubtful($this->now);
        $outcome = Consumer::run($consumer->poll($this->stored->state, $this->now, $isDoubtful), $this->fetcher);
        if ($outcome->status === Outcome::SUCCEEDED) {
            return $this->succeed($outcome);
        }
        $this->stored->state = $outcome->state;
        if ($outcome->state->actorVersion() !== AccountState::fromJson($before)->actorVersion()) {
            Contacts::store($this->stored);
            Moves::meet($this->stored, $this->fetcher);
        } elseif ($isDoubtful) {
            Moves::meet($this->stored, $this->fetcher);
        }
        // Who is new is served from the pages below; the others get what is new.
        $served = array_filter($channels, fn (array $channel): bool => $this->isServed($channel));
        $late = array_values(array_filter($channels, fn (array $channel): bool => !$this->isServed($channel)));
        $hasNews = $this->apply($outcome, array_values($served), true);
        $this->serveLate($late);
        $this->endWhenDue();
        if ($this->ranOutOfTime) {
            // Without the new state the same pages are read again, and what is known of them is left out.
            AccountTable::touch($did, ['next_poll' => time() + self::CONTINUES_SECONDS, 'note' => 'continues']);
            return 'continues';
        }
        $isIdle = !$hasNews && $late === [] && $outcome->state->toJson() === $before;
        $this->stored->served = array_map(static fn (array $channel): int => (int) $channel['channel_id'], $channels);
        $this->save($outcome, $hasNews, $isIdle);
        Announcer::announce($this->stored, $this->now);
        return $outcome->status;
    }

    /** Another account goes on in the place of this one: from now on nothing of this one is taken, whatever else fails. */
    private function succeed(Outcome $outcome): string
    {
        $statement = $outcome->state->succession();
        $isCircle = $statement !== null && Successors::closesCircle($statement);
        $this->stored->state = $outcome->state;
        if ($isCircle) {
            $this->stored->state->statement = null;
        }
        AccountTable::save($this->stored);
        $isDone = !$isCircle && Successors::settle($this->stored, $this->fetcher);
        AccountTable::touch($this->stored->account->did, [
            'next_poll' => $this->now + ($isDone ? self::DAY : self::AGAIN_SECONDS),
            'last_poll' => $this->now,
            'note' => $isCircle ? 'its successor leads back to it' : $outcome->status,
        ]);
        return $outcome->status;
    }

    /** @param array<string, mixed> $channel */
    private function isServed(array $channel): bool
    {
        return in_array((int) $channel['channel_id'], $this->stored->served, true);
    }

    /** @param list<array<string, mixed>> $channels */
    private function apply(Outcome $outcome, array $channels, bool $remembers): bool
    {
        $importer = new Importer($this->stored, $channels, $this->threads, $this->now, !$remembers);
        $hasNews = false;
        foreach ($outcome->changes as $change) {
            if (time() > $this->now + self::APPLYING_SECONDS) {
                $this->ranOutOfTime = true;
                break;
            }
            try {
                $this->isEndOfPinned($change) ? $this->postponeEnd() : $importer->apply($change);
            } catch (\Throwable $failure) {
                logger('pollen: ' . $change->kind . ' ' . $change->activity->id . ' not stored: ' . $failure->getMessage()
                    . ' at ' . basename($failure->getFile()) . ':' . $failure->getLine());
            }
            if ($remembers) {
                $this->memory->remember($change);
            }
            $hasNews = $hasNews || $change->kind !== Change::NONE;
        }
        return $hasNews;
    }

    /** A thief may have ended the account. Its successor can still say so; until then it is only hidden. */
    private function isEndOfPinned(Change $change): bool
    {
        return $change->kind === Change::END && $this->stored->state->nextKeyDigest !== null;
    }

    private function postponeEnd(): void
    {
        $did = $this->stored->account->did;
        (new ItemWriter($this->stored->account))->show(false);
        if (!get_xconfig($did, Settings::FAMILY, self::END)) {
            set_xconfig($did, Settings::FAMILY, self::END, $this->now + self::END_SECONDS);
        }
    }

    /** What was ended 30 days ago, and by nobody contradicted, goes now. */
    private function endWhenDue(): void
    {
        $did = $this->stored->account->did;
        $due = (int) get_xconfig($did, Settings::FAMILY, self::END, 0);
        if ($due > 0 && $due <= $this->now && $this->stored->state->ended) {
            (new ItemWriter($this->stored->account))->dropAll();
            set_xconfig($did, Settings::FAMILY, self::END, 0);
        }
    }

    /**
     * Channels that follow since the last poll read the newest pages anew, as history.
     *
     * @param list<array<string, mixed>> $late
     */
    private function serveLate(array $late): void
    {
        if ($late === [] || $this->stored->state->ended) {
            return;
        }
        $state = AccountState::start($this->stored->account, $this->stored->state->hints);
        $state->actor = $this->stored->state->actor;
        $state->base = $this->stored->state->base;
        $consumer = new Consumer(new LateMemory($this->memory), Settings::gateways());
        $outcome = Consumer::run($consumer->poll($state, $this->now), $this->fetcher);
        $this->apply($outcome, $late, false);
    }

    private function save(Outcome $outcome, bool $hasNews, bool $isIdle): void
    {
        $lastNews = $hasNews ? $this->now : $this->stored->lastNews;
        $wait = Settings::schedule()->wait($outcome->state, $outcome->status, $lastNews > 0 ? $lastNews : null, $this->now);
        $note = $outcome->refusals === [] ? '' : ': ' . $outcome->refusals[0]->getMessage();
        $fields = [
            'next_poll' => $this->now + $wait,
            'last_poll' => $this->now,
            'last_news' => $lastNews,
            'note' => mb_strcut($outcome->status . $note, 0, 250),
        ];
        $did = $this->stored->account->did;
        if ($isIdle) {
            AccountTable::touch($did, $fields);
            return;
        }
        AccountTable::save($this->stored, $fields);
        Followers::heardOf($did);
        logger('pollen: polled ' . $did . ' ' . $outcome->status . ', ' . count($outcome->changes) . ' changes, '
            . count($outcome->refusals) . ' refused, ' . $outcome->requests . ' requests');
    }
}
