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
    /** @param list<int> $served channels that have what was read so far */
    public function __construct(
        public readonly Account $account,
        public AccountState $state,
        public readonly int $lastNews,
        public readonly int $pinged,
        public readonly int $announced,
        public array $served,
        public readonly bool $isStored
    ) {
    }
}
