<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Address;
use Pollen\Reader\Fetcher;
use Pollen\Reader\PortableId;

/**
 * Followed accounts that say they go on elsewhere (bridge-spec section 6.5). Nothing is done by itself: the other
 * account must say so, too, and people decide.
 */
final class Moves
{
    /** @return list<array{string, string}> name and DID of the successor */
    public static function of(int $channelId): array
    {
        $moves = [];
        foreach (self::followed($channelId) as $row) {
            $stored = AccountTable::find($row['xchan_hash']);
            if ($stored?->state->statement !== null) {
                // Whatever the old key said: the account goes on as its successor, and the channel follows that already.
                continue;
            }
            $next = PortableId::parse($stored?->state->actor['movedTo'] ?? null);
            $other = $next === null ? null : AccountTable::find($next->did);
            if ($other !== null && self::isOf($other, $stored)) {
                $moves[] = [(string) $row['xchan_name'], $other->account->did];
            }
        }
        return $moves;
    }

    /** Looks once who it is that a followed account says it goes on as; nobody here may know that one yet. */
    public static function meet(StoredAccount $stored, Fetcher $fetcher): void
    {
        $next = PortableId::parse($stored->state->actor['movedTo'] ?? null);
        $address = $next === null || $next->did === $stored->account->did ? null : Address::parse($next->did);
        $other = $address === null ? null : AccountTable::find($address->account->did);
        if ($address !== null && ($other === null || !self::isOf($other, $stored))) {
            Introduction::of($address, $fetcher, true);
        }
    }

    /** The new account names the old one. */
    private static function isOf(StoredAccount $next, StoredAccount $old): bool
    {
        $names = $next->state->actor['alsoKnownAs'] ?? [];
        foreach (is_array($names) ? $names : [] as $name) {
            if ($old->account->isActor($name)) {
                return true;
            }
        }
        return false;
    }

    /** @return list<array{string, string}> name and DID of who goes on for an account whose key was lost or stolen */
    public static function replaced(int $channelId): array
    {
        $replaced = [];
        foreach (self::followed($channelId) as $row) {
            $statement = AccountTable::find($row['xchan_hash'])?->state->succession();
            if ($statement !== null) {
                $replaced[] = [(string) $row['xchan_name'], $statement->successor];
            }
        }
        return $replaced;
    }

    /** @return list<array<string, mixed>> */
    private static function followed(int $channelId): array
    {
        $rows = q(
            "select xchan_hash, xchan_name from abook join xchan on abook_xchan = xchan_hash
                where abook_channel = %d and xchan_network = '%s'",
            intval($channelId),
            dbesc(Network::NAME)
        );
        return is_array($rows) ? $rows : [];
    }

    private function __construct()
    {
    }
}
