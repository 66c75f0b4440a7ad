<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Pollen\Reader\Responses;

/**
 * POST /pollen/ping: "poll this account soon, please" (bridge-spec section 13.1). Proves nothing, brings nothing.
 */
final class PingDesk
{
    private const BYTES = 4096;
    private const EVERY_SECONDS = 60;

    /** @return array{int, array<string, string>, string} */
    public static function answer(string $body): array
    {
        $request = strlen($body) <= self::BYTES ? json_decode($body, true, 4) : null;
        $account = is_array($request) ? Responses::accountOf($request['actor'] ?? null) : null;
        if ($account === null) {
            return [strlen($body) > self::BYTES ? 413 : 400, [], ''];
        }
        $stored = AccountTable::find($account);
        if ($stored === null || Contacts::followers($stored->uriId) === []) {
            return [404, [], ''];
        }
        $now = time();
        $wait = (int) strtotime($stored->pinged . ' UTC') + self::EVERY_SECONDS - $now;
        if ($wait > 0) {
            return [429, ['Retry-After' => (string) $wait], ''];
        }
        AccountTable::touch($stored->uriId, ['pinged' => AccountTable::date($now)]);
        Introduction::pollSoon($stored);
        return [202, [], ''];
    }

    private function __construct()
    {
    }
}
