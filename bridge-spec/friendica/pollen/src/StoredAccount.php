<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;

/**
 * One row of the table of accounts. Dates are UTC as the database writes them.
 */
final class StoredAccount
{
    private const DAY = 86400;

    /** @param list<int> $served */
    public function __construct(
        public readonly int $uriId,
        public readonly Account $account,
        public AccountState $state,
        public readonly string $nextPoll,
        public readonly string $lastPoll,
        public readonly string $lastNews,
        public readonly string $pinged,
        public readonly string $announced,
        public array $served
    ) {
    }

    /** Address of the actor as Friendica stores it. */
    public function url(): string
    {
        return LocalId::actorOf($this->account);
    }

    /**
     * Whether the next poll also asks hosts that were not good last: somebody says that there is news, or it is the first
     * poll of a day. A host that gets nothing new any more says for ever that nothing is new.
     */
    public function isDoubtful(int $now): bool
    {
        $lastPoll = (int) strtotime($this->lastPoll . ' UTC');
        // Not for everybody at midnight.
        $day = fn (int $time): int => intdiv($time + crc32($this->account->did) % self::DAY, self::DAY);
        return (int) strtotime($this->pinged . ' UTC') >= $lastPoll || $day($now) !== $day($lastPoll);
    }
}
