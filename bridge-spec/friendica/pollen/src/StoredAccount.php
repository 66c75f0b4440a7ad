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
    /** @param list<int> $served */
    public function __construct(
        public readonly int $uriId,
        public readonly Account $account,
        public AccountState $state,
        public readonly string $nextPoll,
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
}
