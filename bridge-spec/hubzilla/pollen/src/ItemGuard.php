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
    /**
     * Texts that Hubzilla's columns take for an id or DID of ours: its collation makes no difference between letters in
     * lower and upper case, with and without accents, but one between all others.
     */
    private const ALIKE = '~://...:...:|\A...:...:.{48}~us';

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
        foreach ([(string) ($item['author_xchan'] ?? ''), (string) ($item['mid'] ?? '')] as $id) {
            // Also what is no valid UTF-8: nobody knows what a database makes of it.
            if (preg_match(self::ALIKE, $id) !== 0 || PortableId::parse($id) !== null) {
                return true;
            }
        }
        return false;
    }

    private function __construct()
    {
    }
}
