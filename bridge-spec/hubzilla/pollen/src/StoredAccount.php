<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;

/**
 * One row of the table of accounts. Times are seconds since 1970, 0 for never.
 */
final class StoredAccount
{
    private const DAY = 86400;

    /** @param list<int> $served channels that have what was read so far */
    public function __construct(
        public readonly Account $account,
        public AccountState $state,
        public readonly int $lastNews,
        public readonly int $pinged,
        public readonly int $announced,
        public array $served,
        public readonly bool $isStored,
        public readonly int $lastPoll = 0
    ) {
    }

    /**
     * Whether the next poll also asks hosts that were not good last: somebody says that there is news, or it is the first
     * poll of a day. A website that nobody has uploaded again says for ever that nothing is new.
     */
    public function isDoubtful(int $now): bool
    {
        // Not for everybody at midnight.
        $day = fn (int $time): int => intdiv($time + crc32($this->account->did) % self::DAY, self::DAY);
        return $this->pinged > 0 && $this->pinged >= $this->lastPoll || $day($now) !== $day($this->lastPoll);
    }
}
