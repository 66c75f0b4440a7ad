<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Nobody but this addon stores what an account of this network is said to have written: a garbage-signed delivery that
 * names one is cancelled, whatever Hubzilla's own check of signatures made of it.
 */
final class ItemGuard
{
    /** @param array<string, mixed> $item */
    public static function refuses(array $item): bool
    {
        if (ItemWriter::isWriting()) {
            return false;
        }
        $author = (string) ($item['author_xchan'] ?? '');
        return str_starts_with($author, 'did:key:') || str_contains($author, 'ap://did:key:');
    }

    private function __construct()
    {
    }
}
