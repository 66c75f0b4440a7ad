<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\PortableId;

/**
 * What this hub's channels have said to Pollen accounts: which item concerns which account, and what was taken back
 * (bridge-spec section 12). The texts stay in Hubzilla's items; only of what is gone an entry is kept.
 */
final class Journal
{
    private const KEEP_GONE_SECONDS = 90 * 86400;

    /**
     * Hooks `item_stored` and `item_stored_update`.
     *
     * @param array<string, mixed> $item
     */
    public static function noteItem(array $item): void
    {
        if (intval($item['item_private'] ?? 1) || !self::isByItsChannel($item)) {
            return;
        }
        foreach (self::concerned($item) as $did) {
            self::put((string) $item['mid'], $did, (int) $item['uid'], '');
        }
    }

    /**
     * Hook `drop_item`, while the item is still there.
     *
     * @param array<string, mixed> $item
     */
    public static function noteDrop(array $item): void
    {
        foreach (self::entries((string) ($item['mid'] ?? ''), (int) ($item['uid'] ?? 0)) as $entry) {
            $document = AnswerDocument::takingBack($item);
            self::put($entry['mid'], $entry['did'], (int) $entry['channel'], $document);
        }
    }

    public static function noteFollow(int $channelId, int $connectionId, Account $account): void
    {
        self::put(AnswerDocument::followId($connectionId), $account->did, $channelId, '');
    }

    public static function noteUnfollow(int $channelId, int $connectionId, Account $account): void
    {
        $id = AnswerDocument::followId($connectionId);
        if (self::entries($id, $channelId) !== []) {
            self::put($id, $account->did, $channelId, AnswerDocument::unfollow($channelId, $id, $account));
        }
    }

    /**
     * Newest first.
     *
     * @return list<array<string, string>>
     */
    public static function of(string $did, int $before, int $limit): array
    {
        return Database::rows('SELECT * FROM ' . Tables::ANSWER . ' WHERE did = ' . Database::value($did)
            . ' AND noted < ' . $before . ' ORDER BY noted DESC LIMIT ' . $limit);
    }

    public static function count(string $did): int
    {
        $rows = Database::rows('SELECT count(*) AS total FROM ' . Tables::ANSWER . ' WHERE did = ' . Database::value($did));
        return (int) ($rows[0]['total'] ?? 0);
    }

    /** Forgets what was taken back long ago; called by cron. */
    public static function tidy(): void
    {
        $before = (time() - self::KEEP_GONE_SECONDS) * 1000000;
        dbq('DELETE FROM ' . Tables::ANSWER . " WHERE gone <> '' AND noted < " . $before);
    }

    /** @return list<array<string, string>> */
    private static function entries(string $mid, int $channelId): array
    {
        return Database::rows('SELECT * FROM ' . Tables::ANSWER . ' WHERE mid = ' . Database::value($mid)
            . ' AND channel = ' . $channelId);
    }

    private static function put(string $mid, string $did, int $channelId, string $gone): void
    {
        $key = ['mid' => $mid, 'did' => $did, 'channel' => $channelId];
        Database::put(Tables::ANSWER, $key, ['gone' => $gone, 'noted' => (int) (microtime(true) * 1000000)]);
    }

    /** @param array<string, mixed> $item */
    private static function isByItsChannel(array $item): bool
    {
        return (bool) q(
            "select channel_id from channel where channel_id = %d and channel_hash = '%s' and channel_removed = 0",
            intval($item['uid'] ?? 0),
            dbesc((string) ($item['author_xchan'] ?? ''))
        );
    }

    /**
     * DIDs of accounts that an item answers, likes, boosts or mentions.
     *
     * @param array<string, mixed> $item
     * @return list<string>
     */
    private static function concerned(array $item): array
    {
        $dids = [];
        $parent = PortableId::parse($item['thr_parent'] ?? null);
        if ($parent !== null) {
            $dids[] = $parent->did;
        }
        $terms = q(
            "select xchan_hash from term join xchan on term.url = xchan_url
                where term.oid = %d and term.otype = %d and term.ttype = %d and xchan_network = '%s'",
            intval($item['id'] ?? 0),
            intval(TERM_OBJ_POST),
            intval(TERM_MENTION),
            dbesc(Network::NAME)
        );
        foreach (is_array($terms) ? $terms : [] as $term) {
            $dids[] = $term['xchan_hash'];
        }
        return array_values(array_unique($dids));
    }

    private function __construct()
    {
    }
}
