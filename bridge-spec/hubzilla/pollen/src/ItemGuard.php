<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\PortableId;

/**
 * Nobody but this addon stores, changes or removes what accounts of this network have written: a delivery that names
 * one as author, or that comes under one's id, is cancelled, whatever Hubzilla's own check of signatures made of it.
 */
final class ItemGuard
{
    /** @param array<string, mixed> $item that is to be stored */
    public static function refuses(array $item): bool
    {
        return !ItemWriter::isWriting() && self::isOurs($item);
    }

    /** @param array<string, mixed> $item that is to be written over the one with its `id` */
    public static function refusesUpdate(array $item): bool
    {
        if (ItemWriter::isWriting()) {
            return false;
        }
        $rows = q('select mid, author_xchan from item where id = %d', intval($item['id'] ?? 0));
        return self::isOurs($item) || ($rows && self::isOurs($rows[0]));
    }

    /**
     * Hook `drop_item`, which cannot be cancelled: Hubzilla lets whoever relays an activity remove what others wrote.
     * What goes without anybody of this hub having asked for it is read again with the next poll.
     *
     * @param array<string, mixed> $item
     */
    public static function noteDrop(array $item): void
    {
        $author = (string) ($item['author_xchan'] ?? '');
        $isFromOutside = !ItemWriter::isWriting() && !local_channel() && PHP_SAPI !== 'cli';
        if ($isFromOutside && AccountTable::find($author) !== null) {
            logger('pollen: ' . ($item['mid'] ?? '') . ' was removed from outside');
            AccountTable::unserve($author, (int) ($item['uid'] ?? 0));
        }
    }

    /** @param array<string, mixed> $item */
    private static function isOurs(array $item): bool
    {
        $author = (string) ($item['author_xchan'] ?? '');
        return str_starts_with($author, 'did:key:') || str_contains($author, 'ap://did:key:')
            || PortableId::parse($item['mid'] ?? null) !== null;
    }

    private function __construct()
    {
    }
}
