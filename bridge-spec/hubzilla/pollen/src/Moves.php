<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

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
            $names = $other?->state->actor['alsoKnownAs'] ?? [];
            foreach (is_array($names) ? $names : [] as $name) {
                if ($stored !== null && $next !== null && $stored->account->isActor($name)) {
                    $moves[] = [(string) $row['xchan_name'], $next->did];
                    break;
                }
            }
        }
        return $moves;
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
