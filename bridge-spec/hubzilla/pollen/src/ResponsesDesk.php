<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\Limits;
use Pollen\Reader\Responses;

/**
 * GET /pollen/responses?actor=…: what this hub's channels said to an account (bridge-spec section 12). Only what
 * everybody may read, and only of channels that have the app and have not opted out.
 */
final class ResponsesDesk
{
    /** @param array<string, mixed> $query */
    public static function answer(array $query, ?string $ifNoneMatch): Answer
    {
        $account = Responses::accountOf($query['actor'] ?? null);
        if ($account === null) {
            return new Answer(400);
        }
        if (AccountTable::find($account->did) === null) {
            return new Answer(404);
        }
        $cursor = $query['before'] ?? null;
        $isLater = is_string($cursor) && preg_match('/\A[1-9][0-9]{0,17}\z/', $cursor) === 1;
        $first = z_root() . Responses::PATH . '?actor=' . rawurlencode($account->actorId);
        $rows = Journal::of($account->did, $isLater ? (int) $cursor : PHP_INT_MAX, Limits::RESPONSES_ITEMS);
        [$entries, $taken] = self::entries($rows, $account);
        $last = $taken > 0 ? $rows[$taken - 1]['noted'] : null;
        $hasMore = $last !== null && ($taken < count($rows) || Journal::of($account->did, (int) $last, 1) !== []);
        $body = Responses::body(
            $isLater ? $first . '&before=' . $cursor : $first,
            $entries,
            $isLater || $hasMore ? Journal::count($account->did) : count($entries),
            $hasMore ? $first . '&before=' . $last : null,
            $isLater ? $first : null
        );
        $headers = Responses::headers($body);
        return Responses::isNotModified($ifNoneMatch, $headers['ETag'])
            ? new Answer(304, '', $headers)
            : new Answer(200, $body, $headers);
    }

    /**
     * @param list<array<string, string>> $rows of the journal
     * @return array{list<array<string, mixed>>, int} entries, and how many rows they are of
     */
    private static function entries(array $rows, Account $account): array
    {
        $entries = [];
        foreach ($rows as $index => $row) {
            $new = self::entry($row, $account);
            if (count($entries) + count($new) > Limits::RESPONSES_ITEMS) {
                return [$entries, $index];
            }
            array_push($entries, ...$new);
        }
        return [$entries, count($rows)];
    }

    /**
     * @param array<string, string> $row
     * @return list<array<string, mixed>>
     */
    private static function entry(array $row, Account $account): array
    {
        $channel = channelx_by_n((int) $row['channel']);
        $isFollow = str_starts_with($row['mid'], z_root() . '/follow/');
        if (!$channel || intval($channel['channel_removed']) || !self::tells((int) $row['channel'], $isFollow)) {
            return [];
        }
        if ($row['gone'] !== '') {
            $document = json_decode($row['gone'], true);
            return is_array($document) ? [$document] : [];
        }
        $actor = channel_url($channel);
        if ($isFollow) {
            return [AnswerDocument::follow($actor, $row['mid'], $account, (int) $row['noted'])];
        }
        $items = q(
            "select * from item where mid = '%s' and uid = %d and author_xchan = '%s' and item_private = 0
                and item_deleted = 0 and item_blocked = 0 and item_hidden = 0 and item_unpublished = 0
                and item_delayed = 0 and item_pending_remove = 0",
            dbesc($row['mid']),
            intval($row['channel']),
            dbesc($channel['channel_hash'])
        );
        if (!$items) {
            return [];
        }
        $items = fetch_post_tags($items);
        return AnswerDocument::of($items[0], $actor);
    }

    private static function tells(int $channelId, bool $isFollow): bool
    {
        return $isFollow ? Settings::tellsFollows($channelId) : Settings::tellsAnswers($channelId);
    }

    private function __construct()
    {
    }
}
