<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Channels of this hub that follow an account.
 */
final class Followers
{
    /**
     * Channels that want to see it, as rows of `channel` and `xchan` together, as Hubzilla's own code passes them.
     *
     * @return list<array<string, mixed>>
     */
    public static function of(string $did): array
    {
        $rows = q(
            "select channel.*, xchan.* from abook
                join channel on abook_channel = channel_id
                join xchan on channel_hash = xchan_hash
                where abook_xchan = '%s' and abook_self = 0 and abook_pending = 0 and abook_ignored = 0
                and abook_blocked = 0 and abook_archived = 0 and channel_removed = 0 order by channel_id",
            dbesc($did)
        );
        return is_array($rows) ? $rows : [];
    }

    /** Somebody here follows the account, whether or not it is muted. */
    public static function exist(string $did): bool
    {
        return (bool) q("select abook_id from abook where abook_xchan = '%s' limit 1", dbesc($did));
    }

    /**
     * Hubzilla shows when it last heard of somebody.
     */
    public static function heardOf(string $did): void
    {
        q(
            "update abook set abook_connected = '%s', abook_updated = '%s' where abook_xchan = '%s'",
            dbesc(datetime_convert()),
            dbesc(datetime_convert()),
            dbesc($did)
        );
    }

    private function __construct()
    {
    }
}
