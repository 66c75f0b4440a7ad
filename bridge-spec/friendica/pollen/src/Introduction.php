<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Core\Worker;
use Friendica\DI;
use Pollen\Reader\Address;
use Pollen\Reader\Consumer;
use Pollen\Server\TimedFetcher;

/**
 * Makes an account known: who is behind an address, checked by the key that the address is.
 */
final class Introduction
{
    private const SECONDS = 15;
    private const HOSTS = 8;
    private const MISSING_SECONDS = 600;
    private const AT_ONCE = 4;
    private const WAIT_SECONDS = 5;

    /**
     * The account with its verified actor; null when nobody had it. Asks hosts only when it is not known yet, or `$again`.
     * Hosts that came with the address are asked now; later only when somebody has decided to follow (`$isTyped`).
     */
    public static function of(Address $address, bool $again = false, bool $isTyped = false): ?StoredAccount
    {
        $stored = AccountTable::findOrAdd($address->account);
        $hosts = $stored->state->hints;
        $stored->state->hints = array_slice(array_values(array_unique([...$address->via, ...$hosts])), 0, self::HOSTS);
        if (($stored->state->ended && $stored->state->statement === null) || Contacts::isBlocked($stored)) {
            return null;
        }
        if ($stored->state->actor === null || $again) {
            $consumer = new Consumer(new DatabaseMemory($stored->uriId), Settings::gateways());
            $met = Consumer::run($consumer->meet($stored->state, time()), new TimedFetcher(Settings::fetcher(self::SECONDS), self::SECONDS));
            foreach ($met->refusals as $refused) {
                DI::logger()->notice('Pollen: actor refused', ['did' => $stored->account->did, 'why' => $refused->getMessage()]);
            }
            if ($met->state->actor === null) {
                return null;
            }
            $stored->state = $met->state;
        }
        if (!$isTyped) {
            $stored->state->hints = $hosts;
        }
        AccountTable::save($stored);
        Contacts::store($stored);
        return $stored;
    }

    /**
     * The same for addresses that strangers may have brought: who could not be had is not looked for again at once, and
     * only few are looked for at a time, or slow hosts would hold every process of the server.
     */
    public static function ofStranger(Address $address): ?StoredAccount
    {
        $known = AccountTable::find($address->account);
        if ($known?->state->actor !== null) {
            return self::of($address);
        }
        $key = 'pollen-missing:' . hash('sha256', TypedHosts::text($address));
        $lock = 'pollen-stranger-' . random_int(1, self::AT_ONCE);
        if (DI::cache()->get($key) === 1 || !DI::lock()->acquire($lock, self::WAIT_SECONDS)) {
            return null;
        }
        try {
            $stored = self::of($address);
        } finally {
            DI::lock()->release($lock);
        }
        if ($stored === null) {
            DI::cache()->set($key, 1, self::MISSING_SECONDS);
        }
        return $stored;
    }

    /** Polls soon in the background; somebody is waiting. */
    public static function pollSoon(StoredAccount $stored, int $inSeconds = 0): void
    {
        AccountTable::touch($stored->uriId, ['next-poll' => AccountTable::date(time())]);
        $how = ['priority' => Worker::PRIORITY_HIGH];
        if ($inSeconds > 0) {
            $how['delayed'] = AccountTable::date(time() + $inSeconds);
        }
        Worker::add($how, 'addon/pollen/pollen_poll.php', $stored->uriId, 1);
    }

    private function __construct()
    {
    }
}
