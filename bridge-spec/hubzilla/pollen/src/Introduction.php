<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Address;
use Pollen\Reader\Consumer;
use Pollen\Reader\Fetcher;
use Pollen\Server\TimedFetcher;

/**
 * Makes an account known: who is behind an address, checked by the key that the address is.
 */
final class Introduction
{
    private const SECONDS = 10;

    /**
     * The account with its verified actor; null when nobody had it. Asks hosts only when it is not known yet: somebody
     * waits for the page then, unless a poll asks and says by what.
     *
     * @param bool $anew what is known may be old
     */
    public static function of(Address $address, ?Fetcher $fetcher = null, bool $anew = false): ?StoredAccount
    {
        $stored = AccountTable::findOrStart($address);
        if ($stored->state->ended && $stored->state->statement === null) {
            return null;
        }
        if ($anew || $stored->state->actor === null) {
            $consumer = new Consumer(new DatabaseMemory($stored->account->did), Settings::gateways());
            $fetcher ??= new TimedFetcher(Settings::fetcher(self::SECONDS), self::SECONDS);
            $met = Consumer::run($consumer->meet($stored->state, time()), $fetcher);
            foreach ($met->refusals as $refused) {
                logger('pollen: actor of ' . $stored->account->did . ' refused: ' . $refused->getMessage());
            }
            if ($met->state->actor === null) {
                return null;
            }
            $stored->state = $met->state;
        }
        AccountTable::save($stored);
        Contacts::store($stored);
        return $stored;
    }

    private function __construct()
    {
    }
}
