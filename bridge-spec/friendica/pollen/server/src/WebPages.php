<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Account;
use Pollen\Reader\ActorCheck;
use Pollen\Reader\Media;
use Pollen\Reader\PortableId;

/**
 * Web addresses that people can click, for things whose ids they cannot: the own website of an account if it has one,
 * else the page of one of its gateways. Never an address that only the document names: servers take a post's address
 * for a second name of it.
 */
final class WebPages
{
    /** @param array<string, mixed>|null $actor */
    public static function ofAccount(Account $account, ?array $actor): string
    {
        $origin = self::origin($actor);
        if ($origin === null) {
            return 'https://' . $account->ipnsName . '.ipns.dweb.link/';
        }
        return self::isOwn($actor) ? $origin . '/' : $origin . '/@' . $account->ipnsName . '/';
    }

    /** @param array<string, mixed>|null $actor */
    public static function ofPost(Account $account, ?array $actor, PortableId $id, string $published): string
    {
        $key = basename($id->path, '.jsonld');
        $path = substr($published, 0, 4) . '/' . substr($published, 5, 2) . '/' . $key . '.html';
        return self::ofAccount($account, $actor) . $path;
    }

    /** Where this server shows a media file once its digest has been compared. */
    public static function ofMedia(string $server, string $digest, string $mediaType): string
    {
        return $server . '/pollen/media/' . basename(Media::path($digest, $mediaType));
    }

    /** @param array<string, mixed>|null $actor */
    private static function origin(?array $actor): ?string
    {
        foreach ($actor === null ? [] : ActorCheck::gateways($actor) as $origin) {
            if (str_starts_with($origin, 'https://')) {
                return $origin;
            }
        }
        return null;
    }

    /** The account writes its ids under its own web origin. @param array<string, mixed>|null $actor */
    private static function isOwn(?array $actor): bool
    {
        $origin = self::origin($actor);
        return $origin !== null && str_starts_with((string) ($actor['id'] ?? ''), $origin . '/.well-known/apgateway/');
    }

    private function __construct()
    {
    }
}
