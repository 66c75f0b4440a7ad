<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Zotlabs\Lib\Activity;
use Zotlabs\Lib\ActivityStreams;

/**
 * Items of one account in the channels of this hub. While it writes, and only then, items by accounts of this network
 * get past ItemGuard.
 */
final class ItemWriter
{
    private static bool $isWriting = false;

    public function __construct(private Account $account)
    {
    }

    public static function isWriting(): bool
    {
        return self::$isWriting;
    }

    /**
     * Stores or updates an item. What others own under the same id is left alone.
     *
     * @param array<string, mixed> $channel
     * @param array<string, mixed> $fields of the item, over those that Hubzilla found
     */
    public function write(array $channel, ActivityStreams $activity, array $fields, bool $isWanted = true): bool
    {
        self::$isWriting = true;
        try {
            $item = Activity::decode_note($activity);
            if (!is_array($item)) {
                return false;
            }
            $item['body'] = Pictures::belowText($item);
            $item = $fields + ['author_xchan' => $this->account->did, 'owner_xchan' => $this->account->did] + $item;
            $row = self::find((int) $channel['channel_id'], $item['mid']);
            if ($row !== null && $row['author_xchan'] !== $item['author_xchan']) {
                return false;
            }
            $store = fn () => Activity::store($channel, $this->account->did, $activity, $item, false, !$isWanted);
            $isShort = LanguageGuess::isUseful($item['lang'] ?? null, (string) ($item['body'] ?? ''));
            $isShort ? $store() : LanguageGuess::without($store);
            return self::find((int) $channel['channel_id'], $item['mid']) !== null;
        } finally {
            self::$isWriting = false;
        }
    }

    public function drop(string $mid): void
    {
        $rows = q("select uid from item where mid = '%s' and author_xchan = '%s'", dbesc($mid), dbesc($this->account->did));
        foreach (is_array($rows) ? $rows : [] as $row) {
            $channel = channelx_by_n($row['uid']);
            if ($channel) {
                $object = ['id' => $mid, 'type' => 'Tombstone'];
                Activity::drop($channel, $this->account->did, Activities::of('Delete', $mid . '#delete', $this->account, $object));
            }
        }
    }

    /** Everything that the account has in any channel is shown, or not, and nothing is lost. */
    public function show(bool $isShown): void
    {
        Database::change('item', ['item_hidden' => $isShown ? 0 : 1], ['author_xchan' => $this->account->did]);
    }

    /** Everything that the account has in any channel. */
    public function dropAll(): void
    {
        $rows = q("select distinct mid from item where author_xchan = '%s' and item_deleted = 0", dbesc($this->account->did));
        foreach (is_array($rows) ? $rows : [] as $row) {
            $this->drop($row['mid']);
        }
    }

    /** @return array<string, mixed>|null */
    public static function find(int $channelId, string $mid): ?array
    {
        $rows = q("select * from item where mid = '%s' and uid = %d limit 1", dbesc($mid), intval($channelId));
        return is_array($rows) && $rows !== [] ? $rows[0] : null;
    }
}
