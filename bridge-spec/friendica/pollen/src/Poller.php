<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\Change;
use Pollen\Reader\Consumer;
use Pollen\Reader\Outcome;
use Pollen\Server\TimedFetcher;

/**
 * One poll of one account, for all who follow it here. Runs in the server's worker.
 */
final class Poller
{
    private const LOCK_SECONDS = 600;
    private const BACKFILL = 20;
    private const DAY = 86400;
    private const END_SECONDS = 30 * self::DAY;
    private const AGAIN_SECONDS = 3600;
    /** One request, and all of one poll together. */
    private const HOST_SECONDS = 20;
    private const ASKING_SECONDS = 60.0;

    public static function run(int $uriId): ?string
    {
        $lock = 'pollen-' . $uriId;
        if (!DI::lock()->acquire($lock, 0, self::LOCK_SECONDS)) {
            return null;
        }
        try {
            $stored = AccountTable::get($uriId);
            return $stored === null ? null : (new self())->poll($stored);
        } catch (\Throwable $failure) {
            AccountTable::touch($uriId, [
                'next-poll' => AccountTable::date(time() + self::AGAIN_SECONDS),
                'note' => substr('failed: ' . $failure->getMessage(), 0, 255),
            ]);
            throw $failure;
        } finally {
            DI::lock()->release($lock);
        }
    }

    private function poll(StoredAccount $stored): string
    {
        $now = time();
        $followers = Contacts::isBlocked($stored) ? [] : Contacts::followers($stored->uriId);
        if ($followers === []) {
            // Nobody left: no request. Following it again brings it back at once.
            $stored->served = [];
            FollowTable::update($stored->uriId, []);
            AccountTable::save($stored, ['next-poll' => AccountTable::date($now + self::DAY)]);
            return 'unfollowed';
        }
        $memory = new DatabaseMemory($stored->uriId);
        $consumer = new Consumer($memory, Settings::gateways());
        $before = $stored->state->toJson() . json_encode($stored->served);
        $fetcher = new TimedFetcher(Settings::fetcher(self::HOST_SECONDS), self::ASKING_SECONDS);
        $outcome = Consumer::run($consumer->poll($stored->state, $now, $stored->isDoubtful($now)), $fetcher);
        if ($outcome->status === Outcome::SUCCEEDED) {
            return $this->succeed($stored, $outcome, $now);
        }
        $isFirst = $stored->state->updated === null;
        $stored->state = $outcome->state;
        Contacts::keepAlive($stored, $outcome->state->failures === 0);
        $importer = new Importer($stored, new Threads($now, $fetcher), $now, $isFirst);
        $this->tryAgain($stored->uriId, $importer, $memory, $followers, $now);
        $hasNews = false;
        foreach ($outcome->changes as $change) {
            if ($change->kind === Change::END && $stored->state->nextKeyDigest !== null) {
                // A thief may have ended it. Its successor can still say so; until then it is only hidden.
                Importer::show($stored, false);
                Pending::keep($stored->uriId, $change, $now, self::END_SECONDS);
            } elseif (!$this->isSettled($importer, $change, $followers)) {
                Pending::keep($stored->uriId, $change, $now);
            }
            $memory->remember($change);
            $hasNews = $hasNews || $change->kind !== Change::NONE;
        }
        FollowTable::update($stored->uriId, $followers);
        $this->backfill($stored, $importer, $memory, $followers);
        $isSame = $before === $stored->state->toJson() . json_encode($stored->served);
        $this->save($stored, $outcome, $hasNews, $isSame, $now);
        if ($isFirst || $this->hasProfile($outcome)) {
            // Friendica asks again who this is, and is told what has just been saved.
            Contacts::refresh($stored);
        }
        Announcer::announce($stored, $now);
        return $outcome->status;
    }

    /** Another account goes on in the place of this one: from now on nothing of this one is taken, whatever else fails. */
    private function succeed(StoredAccount $stored, Outcome $outcome, int $now): string
    {
        $statement = $outcome->state->succession();
        $isCircle = $statement !== null && Successors::closesCircle($statement);
        $stored->state = $outcome->state;
        if ($isCircle) {
            $stored->state->statement = null;
        }
        AccountTable::save($stored);
        $isDone = !$isCircle && Successors::settle($stored);
        $stored->served = $isDone ? [] : $stored->served;
        FollowTable::update($stored->uriId, Contacts::followers($stored->uriId));
        AccountTable::save($stored, [
            'next-poll' => AccountTable::date($now + ($isDone ? self::DAY : self::AGAIN_SECONDS)),
            'last-poll' => AccountTable::date($now),
            'note' => $isCircle ? 'its successor leads back to it' : $outcome->status,
        ]);
        return $outcome->status;
    }

    /** What could not be stored at earlier polls, unless something newer has taken its place. @param list<int> $followers */
    private function tryAgain(int $account, Importer $importer, DatabaseMemory $memory, array $followers, int $now): void
    {
        foreach (Pending::due($account, $now) as $change) {
            if ($memory->isOvertaken($change) || $this->isSettled($importer, $change, $followers)) {
                Pending::settle($change->activity->id);
            } elseif (!Pending::postpone($change->activity->id, $now)) {
                DI::logger()->notice('Pollen: activity given up', ['id' => $change->activity->id, 'kind' => $change->kind]);
            }
        }
    }

    /** @param list<int> $followers */
    private function isSettled(Importer $importer, Change $change, array $followers): bool
    {
        try {
            return $importer->apply($change, $followers);
        } catch (\Throwable $failure) {
            DI::logger()->warning('Pollen: activity not stored', [
                'id' => $change->activity->id,
                'kind' => $change->kind,
                'failure' => $failure->getMessage(),
                'at' => basename($failure->getFile()) . ':' . $failure->getLine(),
            ]);
            return false;
        }
    }

    /** Who follows since the last poll gets what others already have. @param list<int> $followers */
    private function backfill(StoredAccount $stored, Importer $importer, DatabaseMemory $memory, array $followers): void
    {
        $late = array_values(array_diff($followers, $stored->served));
        foreach ($late === [] ? [] : array_reverse($memory->newest(self::BACKFILL)) as $id) {
            $importer->distribute(LocalId::of($id), $late, false);
        }
        $stored->served = $followers;
    }

    /** Last of all; a poll without news is one small write. */
    private function save(StoredAccount $stored, Outcome $outcome, bool $hasNews, bool $isSame, int $now): void
    {
        $lastNews = $hasNews ? $now : (int) strtotime($stored->lastNews . ' UTC');
        $wait = Settings::schedule()->wait($stored->state, $outcome->status, $lastNews > 0 ? $lastNews : null, $now);
        $note = $outcome->refusals === [] ? '' : $outcome->refusals[0]->getMessage();
        $fields = [
            'next-poll' => AccountTable::date($now + $wait),
            'last-poll' => AccountTable::date($now),
            'note' => substr($outcome->status . ($note === '' ? '' : ': ' . $note), 0, 255),
        ] + ($hasNews ? ['last-news' => AccountTable::date($now)] : []);
        if ($isSame) {
            AccountTable::touch($stored->uriId, $fields);
        } else {
            AccountTable::save($stored, $fields);
        }
        DI::logger()->info('Pollen: polled', [
            'did' => $stored->account->did,
            'status' => $outcome->status,
            'changes' => count($outcome->changes),
            'refused' => count($outcome->refusals),
            'requests' => $outcome->requests,
        ]);
    }

    private function hasProfile(Outcome $outcome): bool
    {
        foreach ($outcome->changes as $change) {
            if (in_array($change->kind, [Change::PROFILE, Change::END], true)) {
                return true;
            }
        }
        return false;
    }
}
