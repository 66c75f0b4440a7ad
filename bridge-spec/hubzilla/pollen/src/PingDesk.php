<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Responses;

/**
 * POST /pollen/ping: "poll this account soon, please" (bridge-spec section 13.1). Proves nothing, brings nothing.
 */
final class PingDesk
{
    private const BYTES = 4096;
    private const EVERY_SECONDS = 60;
    /** Of all accounts together; more wait for their ordinary poll. */
    private const MOST_AT_ONCE = 120;

    public static function answer(string $body): Answer
    {
        if (strlen($body) > self::BYTES) {
            return new Answer(413);
        }
        $request = json_decode($body, true, 4);
        $account = is_array($request) ? Responses::accountOf($request['actor'] ?? null) : null;
        if ($account === null) {
            return new Answer(400);
        }
        $stored = AccountTable::find($account->did);
        if ($stored === null || !Followers::exist($account->did)) {
            return new Answer(404);
        }
        $wait = $stored->pinged + self::EVERY_SECONDS - time();
        if ($wait <= 0 && AccountTable::pingedSince(time() - self::EVERY_SECONDS) >= self::MOST_AT_ONCE) {
            $wait = self::EVERY_SECONDS;
        }
        if ($wait > 0) {
            return new Answer(429, '', ['Retry-After' => (string) $wait]);
        }
        AccountTable::touch($account->did, ['pinged' => time()]);
        Jobs::poll($account->did);
        return new Answer(202);
    }

    private function __construct()
    {
    }
}
