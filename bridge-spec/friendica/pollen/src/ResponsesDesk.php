<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\Limits;
use Pollen\Reader\Responses;

/**
 * GET /pollen/responses?actor=…: what users of this server said to an account, for its app to fetch
 * (bridge-spec section 12). The cursor is the number of entries to leave out and the time of the question.
 */
final class ResponsesDesk
{
    private const CURSOR = '/\A([1-9]\d{0,6})-([1-9]\d{0,10})\z/';
    private const REMEMBER_SECONDS = 30;
    private const WAIT_SECONDS = 5;

    /**
     * @param array<string, mixed> $query
     * @return array{int, array<string, string>, string}
     */
    public static function answer(array $query): array
    {
        $account = Responses::accountOf($query['actor'] ?? null);
        if ($account === null) {
            return [400, [], ''];
        }
        $stored = AccountTable::find($account);
        if ($stored === null) {
            return [404, [], ''];
        }
        $cursor = is_string($query['since'] ?? null) && preg_match(self::CURSOR, $query['since'], $parts) === 1 ? $parts : null;
        $key = 'pollen-responses:' . $stored->uriId . ':' . ($cursor[0] ?? '');
        $body = DI::cache()->get($key);
        if (!is_string($body)) {
            // Written by one process at a time for an account, with whatever cursors it is asked for.
            $lock = 'pollen-responses-' . $stored->uriId;
            if (!DI::lock()->acquire($lock, self::WAIT_SECONDS)) {
                return [429, ['Retry-After' => (string) self::REMEMBER_SECONDS], ''];
            }
            try {
                $body = self::body($stored, (int) ($cursor[1] ?? 0), (int) ($cursor[2] ?? time()), $cursor !== null);
                DI::cache()->set($key, $body, self::REMEMBER_SECONDS);
            } finally {
                DI::lock()->release($lock);
            }
        }
        return [200, Responses::headers($body), $body];
    }

    private static function body(StoredAccount $stored, int $offset, int $before, bool $isLater): string
    {
        $first = DI::baseUrl() . Responses::PATH . '?actor=' . rawurlencode($stored->account->actorId);
        $conversation = new Conversation($stored);
        $all = $conversation->list($before);
        $entries = [];
        $used = $offset;
        foreach (array_slice($all, $offset) as $row) {
            if (count($entries) === Limits::RESPONSES_ITEMS) {
                break;
            }
            $used++;
            $entry = $conversation->entry($row);
            if ($entry !== null) {
                $entries[] = $entry;
            }
        }
        $next = $used < count($all) ? $first . '&since=' . $used . '-' . $before : null;
        $address = $isLater ? $first . '&since=' . $offset . '-' . $before : $first;
        return Responses::body($address, $entries, count($all), $next, $isLater ? $first : null);
    }

    private function __construct()
    {
    }
}
