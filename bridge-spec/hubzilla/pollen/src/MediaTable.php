<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Media;
use Pollen\Reader\PortableId;
use Pollen\Server\WebPages;

/**
 * Media files that verified documents name. Only these are ever fetched for somebody who asks this hub.
 */
final class MediaTable
{
    private const URL_CHARACTERS = 2048;

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
        if (self::find($digest) === null) {
            Database::put(Tables::MEDIA, ['digest' => $digest], [
                'did' => $did,
                'type' => $type,
                'url' => substr($url, 0, self::URL_CHARACTERS),
            ]);
        }
        return WebPages::ofMedia(z_root(), $digest, $type);
    }

    /** @return array{did: string, type: string, url: string}|null */
    public static function find(string $digest): ?array
    {
        $row = Database::first(Tables::MEDIA, ['digest' => $digest]);
        return $row === null ? null : ['did' => $row['did'], 'type' => $row['type'], 'url' => $row['url']];
    }

    private function __construct()
    {
    }
}
