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
    private const ROWS = 16;

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
            // Friendica fetches it by its own client, so not inside our own network.
            $isForeign = str_starts_with($url, 'https://') && LocalId::canonical($url) === null && Sanitiser::isLink($url);
            return $isForeign ? $url : null;
        }
        // One row an account: who names somebody else's picture first must not be the only one that is asked for it.
        if (!DBA::exists(Tables::MEDIA, ['digest' => $digest, 'account' => $account])) {
            DBA::insert(Tables::MEDIA, [
                'digest' => $digest,
                'account' => $account,
                'type' => $type,
                'url' => substr($url, 0, 2048),
            ]);
        }
        return WebPages::ofMedia((string) DI::baseUrl(), $digest, $type);
    }

    /** Accounts that have the file, under this name. @return list<array{account: int, type: string, url: string}> */
    public static function find(string $digest, string $name): array
    {
        $rows = DBA::selectToArray(Tables::MEDIA, ['account', 'type', 'url'], ['digest' => $digest], ['limit' => self::ROWS]);
        $found = [];
        foreach ($rows as $row) {
            if (basename(Media::path($digest, $row['type'])) === $name) {
                $found[] = ['account' => (int) $row['account'], 'type' => $row['type'], 'url' => $row['url']];
            }
        }
        return $found;
    }

    private function __construct()
    {
    }
}
