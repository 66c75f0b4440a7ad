<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\Change;
use Pollen\Reader\Fetcher;
use Pollen\Reader\Refused;
use Pollen\Reader\SignedJson;
use Pollen\Reader\Statement;
use Pollen\Reader\SuccessionCheck;
use Pollen\Reader\Successions;

/**
 * Accounts whose key was lost or stolen, and which go on under another key (bridge-spec section 8.5). What the new key says
 * beats everything that the old one ever said: channels follow the successor, and nothing of the old account is taken.
 */
final class Successors
{
    private const AT_ONCE = 500;
    private const HINTS = 8;

    /** The account that goes on now in the place of this one, or it itself; null: it cannot be had now. */
    public static function last(StoredAccount $stored, ?Fetcher $fetcher = null): ?StoredAccount
    {
        $seen = [];
        while (($statement = $stored->state->succession()) !== null) {
            $seen[] = $stored->account->did;
            if (in_array($statement->successor, $seen, true) || count($seen) > Successions::LONGEST) {
                return $stored;
            }
            $address = Address::parse($statement->successor . self::hints($stored));
            $stored = $address === null ? null : Introduction::of($address, $fetcher);
            if ($stored === null) {
                return null;
            }
        }
        return $stored;
    }

    /**
     * Does what an accepted statement demands; may be done again.
     *
     * @return bool false: not all of it could be done now
     */
    public static function settle(StoredAccount $stored, ?Fetcher $fetcher = null): bool
    {
        $statement = $stored->state->succession();
        if ($statement === null) {
            return true;
        }
        if ($stored->state->ended) {
            (new ItemWriter($stored->account))->show(true);
        }
        self::dropFrom($stored, $statement);
        $next = self::last($stored, $fetcher);
        if ($next === null || $next === $stored) {
            return false;
        }
        foreach (Followers::of($stored->account->did) as $channel) {
            self::lead((int) $channel['channel_id'], $stored->account->did, $next->account->did);
        }
        return true;
    }

    /** Another account says that it goes on for one that is kept here. */
    public static function hear(Change $claim): void
    {
        $stored = AccountTable::find($claim->targetId);
        if ($stored === null || $stored->state->nextKeyDigest === null) {
            return;
        }
        try {
            $text = SignedJson::encode($claim->activity->document);
            $statement = SuccessionCheck::parse($text, Account::of($claim->targetId), $stored->state->nextKeyDigest);
        } catch (Refused) {
            return;
        }
        $before = $stored->state->succession();
        if (($before !== null && !$statement->countsMoreThan($before)) || self::closesCircle($statement)) {
            return;
        }
        $stored->state->statement = $text;
        AccountTable::save($stored, ['next_poll' => time()]);
    }

    public static function closesCircle(Statement $statement): bool
    {
        return Successions::closesCircle(
            $statement,
            static fn (string $did): ?string => AccountTable::find($did)?->state->succession()?->successor
        );
    }

    /** A channel follows the new account as it followed the old one, in the same groups; the old connection is archived. */
    private static function lead(int $channelId, string $old, string $next): void
    {
        $place = "where abook_channel = %d and abook_xchan = '%s' limit 1";
        $before = q('select * from abook ' . $place, $channelId, dbesc($old));
        if (!is_array($before) || $before === []) {
            return;
        }
        if (!q('select abook_id from abook ' . $place, $channelId, dbesc($next))) {
            $row = ['abook_xchan' => $next, 'abook_created' => datetime_convert(), 'abook_updated' => datetime_convert()] + $before[0];
            unset($row['abook_id'], $row['abook_connected']);
            abook_store_lowlevel($row);
            $settings = q("select cat, k, v from abconfig where chan = %d and xchan = '%s'", $channelId, dbesc($old));
            foreach (is_array($settings) ? $settings : [] as $setting) {
                set_abconfig($channelId, $next, $setting['cat'], $setting['k'], $setting['v']);
            }
            $after = q('select * from abook ' . $place, $channelId, dbesc($next));
            if (is_array($after) && $after !== []) {
                Following::begin(['channel_id' => $channelId, 'abook' => $after[0] + ['xchan_network' => Network::NAME]]);
            }
        }
        foreach (Database::rows('SELECT gid FROM pgrp_member WHERE uid = ' . $channelId . ' AND xchan = ' . Database::value($old)) as $row) {
            $member = ['uid' => $channelId, 'gid' => (int) $row['gid'], 'xchan' => $next];
            if (Database::first('pgrp_member', $member) === null) {
                dbq('INSERT INTO pgrp_member (uid, gid, xchan) VALUES (' . Database::list(array_values($member)) . ')');
            }
        }
        Database::change('abook', ['abook_archived' => 1], ['abook_channel' => $channelId, 'abook_xchan' => $old]);
        logger('pollen: key of ' . $old . ' replaced, channel ' . $channelId . ' follows ' . $next);
    }

    /** What the old key signed from that moment on is taken away. */
    private static function dropFrom(StoredAccount $stored, Statement $statement): void
    {
        if ($statement->endTime === null) {
            return;
        }
        $did = Database::value($stored->account->did);
        $writer = new ItemWriter($stored->account);
        $rows = Database::rows('SELECT id FROM ' . Tables::OBJECT . ' WHERE did = ' . $did . ' AND deleted = 0 AND version >= '
            . Database::value($statement->endTime) . ' LIMIT ' . self::AT_ONCE);
        foreach ($rows as $row) {
            $writer->drop($row['id']);
            Database::change(Tables::OBJECT, ['deleted' => 1], ['id' => $row['id']]);
        }
        // Likes and the like have no version, only a date.
        $from = str_replace(['T', 'Z'], [' ', ''], $statement->endTime);
        $items = Database::rows('SELECT mid FROM item WHERE author_xchan = ' . $did . ' AND item_deleted = 0 AND created >= '
            . Database::value($from) . ' LIMIT ' . self::AT_ONCE);
        foreach (array_unique(array_column($items, 'mid')) as $mid) {
            $writer->drop($mid);
        }
    }

    /** Where the old account could be read, the new one may be known. */
    private static function hints(StoredAccount $stored): string
    {
        $origins = array_merge($stored->state->oldBases, $stored->state->hints, Settings::gateways());
        $origins = array_filter($origins, static fn (string $origin): bool => !str_contains($origin, '{name}'));
        $query = array_map(static fn (string $origin): string => 'via=' . rawurlencode($origin), array_unique($origins));
        return $query === [] ? '' : '?' . implode('&', array_slice($query, 0, self::HINTS));
    }

    private function __construct()
    {
    }
}
