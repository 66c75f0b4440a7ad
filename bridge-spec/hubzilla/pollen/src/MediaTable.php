<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Media;
use Pollen\Reader\PortableId;
use Pollen\Server\WebPages;

/**
 * Media files that verified documents name. Only these are ever fetched for somebody who asks this hub. Accounts that
 * name the same file stand beside each other: none can say what the other's is or where it lies.
 */
final class MediaTable
{
    private const URL_CHARACTERS = 2048;
    private const NAMED_BY = 4;

    /**
     * The address at which this hub shows a picture or another file of a document, or null when it cannot be shown.
     * Without a digest a foreign https address stays what it is.
     *
     * @param array<string, mixed> $part
     */
    public static function address(array $part, string $did): ?string
    {
        $digest = $part['digestMultibase'] ?? null;
        $url = is_string($part['url'] ?? null) ? $part['url'] : '';
        $type = is_string($part['mediaType'] ?? null) ? substr($part['mediaType'], 0, 128) : '';
        if (!is_string($digest) || !Media::isDigest($digest)) {
            $isForeign = PortableId::isWebUrl($url) && PortableId::parse($url) === null;
            return $isForeign && str_starts_with($url, 'https://') && !str_contains($url, '[') ? $url : null;
        }
        $key = ['digest' => $digest, 'did' => $did];
        $known = Database::first(Tables::MEDIA, $key);
        $fields = ['type' => $type, 'url' => substr($url, 0, self::URL_CHARACTERS)];
        if ($known === null || array_intersect_key($known, $fields) != $fields) {
            Database::put(Tables::MEDIA, $key, $fields);
        }
        return WebPages::ofMedia(z_root(), $digest, $type);
    }

    /**
     * Who names the file of this name, as what.
     *
     * @return list<array{did: string, type: string, url: string}>
     */
    public static function find(string $digest, string $name): array
    {
        $rows = Database::rows('SELECT * FROM ' . Tables::MEDIA . ' WHERE digest = ' . Database::value($digest));
        $named = array_filter($rows, static fn (array $row): bool => basename(Media::path($digest, $row['type'])) === $name);
        return array_map(
            static fn (array $row): array => ['did' => $row['did'], 'type' => $row['type'], 'url' => $row['url']],
            array_slice(array_values($named), 0, self::NAMED_BY)
        );
    }

    private function __construct()
    {
    }
}
