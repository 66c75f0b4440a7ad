<?php

declare(strict_types=1);

namespace Friendica\Model;

use Friendica\Database\DBA;
use Friendica\Memory;
use Friendica\Protocol\ActivityPub\Receiver;

final class Item
{
    public const PUBLIC = 0;
    public const UNLISTED = 2;
    public const GRAVITY_PARENT = 0;
    public const GRAVITY_ACTIVITY = 3;
    public const GRAVITY_COMMENT = 6;
    public const PR_FOLLOWER = 69;

    public static function update(array $fields, array $condition)
    {
        return DBA::update('post', $fields, $condition);
    }

    public static function markForDeletion(array $condition, int $priority = 20)
    {
        DBA::update('post', ['deleted' => true], $condition);
    }

    public static function storeForUserByUriId(int $uri_id, int $uid, array $fields = [], int $source_uid = 0): int
    {
        $item = DBA::selectFirst('post', [], ['uri-id' => $uri_id, 'uid' => $source_uid]);
        if (!is_array($item)) {
            return 0;
        }
        pollen_post_remote($item);
        if (!empty($item['cancel'])) {
            return 0;
        }
        $id = Memory::next();
        $contact = DBA::selectFirst('contact', ['id'], ['uid' => $uid, 'url' => $item['author-link']]);
        DBA::insert('post', $fields + ['id' => $id, 'uid' => $uid, 'unseen' => true, 'contact-id' => $contact['id'] ?? 0] + $item);
        return $id;
    }

    public static function fetchByLink(string $uri, int $uid = 0, int $completion = Receiver::COMPLETION_MANUAL): int
    {
        Memory::$received[] = ['fetchByLink' => $uri];
        // Of people whom nobody here follows the real one stores nothing in other modes.
        if (!in_array($uri, Memory::$elsewhere, true) || !in_array($completion, [Receiver::COMPLETION_MANUAL, Receiver::COMPLETION_ANNOUNCE], true)) {
            return 0;
        }
        DBA::insert('post', ['id' => Memory::next(), 'uri' => $uri, 'uri-id' => ItemURI::getIdByURI($uri), 'uid' => $uid, 'deleted' => false,
            'author-link' => 'https://1.1.1.1/u', 'author-id' => 0, 'thr-parent' => null, 'verb' => 'Create', 'gravity' => 0, 'unseen' => true,
            'origin' => false, 'body' => 'elsewhere', 'created' => '2026-01-01', 'received' => 'now']);
        return (int) Memory::next();
    }
}
