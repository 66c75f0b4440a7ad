<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Friendica\Database\DBA;
use Pollen\Reader\Media;
use Pollen\Server\WebPages;

/**
 * Media files that verified documents name. Only these are ever fetched for somebody who asks this server.
 */
final class MediaTable
{
    /**
     * The address at which this server shows a picture or another file of a document, or null when it cannot be shown.
     * Without a digest a foreign https address stays what it is.
     *
     * @param array<string, mixed> $part
     */
    public static function address(array $part, int $account): ?string
    {
        $digest = $part['digestMultibase'] ?? null;
        $url = is_string($part['url'] ?? null) ? $part['url'] : '';
        $type = is_string($part['mediaType'] ?? null) ? substr($part['mediaType'], 0, 128) : '';
        if (!Media::isDigest($digest)) {
            return str_starts_with($url, 'https://') && LocalId::canonical($url) === null ? $url : null;
        }
        if (!DBA::exists(Tables::MEDIA, ['digest' => $digest])) {
            DBA::insert(Tables::MEDIA, [
                'digest' => $digest,
                'account' => $account,
                'type' => $type,
                'url' => substr($url, 0, 2048),
            ]);
        }
        return WebPages::ofMedia((string) DI::baseUrl(), $digest, $type);
    }

    /** @return array{account: int, type: string, url: string}|null */
    public static function find(string $digest): ?array
    {
        $row = DBA::selectFirst(Tables::MEDIA, ['account', 'type', 'url'], ['digest' => $digest]);
        return is_array($row) ? ['account' => (int) $row['account'], 'type' => $row['type'], 'url' => $row['url']] : null;
    }

    private function __construct()
    {
    }
}
