<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Zotlabs\Lib\Activity;
use Zotlabs\Lib\ActivityStreams;

/**
 * Verified activities as objects of Hubzilla's class. They are filled by hand: its constructor would fetch actors and
 * objects over the network, believe a proof by any key that the document names, and in newer versions cache it under
 * whatever id it claims.
 */
final class Activities
{
    private const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

    /**
     * @param array<string, mixed> $object
     * @param array<string, mixed> $data further members of the activity
     */
    public static function of(string $type, string $id, Account $account, array $object, array $data = []): ActivityStreams
    {
        // Without an inbox: with one, Hubzilla would make an ActivityPub contact of the actor.
        $actor = ['id' => $account->did, 'type' => 'Person'];
        $activity = new ActivityStreams(null);
        $activity->valid = true;
        $activity->id = $id;
        $activity->type = $type;
        $activity->actor = $actor;
        $activity->obj = $object;
        $activity->data = ['id' => $id, 'type' => $type, 'actor' => $account->did, 'object' => $object] + $data;
        $activity->raw = (string) json_encode($activity->data, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        $activity->parent_id = $object['inReplyTo'] ?? $object['id'];
        $activity->raw_recips = ['to' => [self::PUBLIC], 'cc' => []];
        $activity->recips = [self::PUBLIC];
        $activity->sigok = true;
        return $activity;
    }

    /**
     * An item of this hub as the object of a like or boost.
     *
     * @param array<string, mixed> $row of `item`
     * @return array<string, mixed>|null
     */
    public static function target(array $row): ?array
    {
        $rows = [$row];
        xchan_query($rows);
        $rows = fetch_post_tags($rows);
        $object = Activity::encode_item($rows[0]);
        $author = is_array($rows[0]['author'] ?? null) ? Activity::encode_person($rows[0]['author']) : null;
        if (!is_array($object) || $object === [] || !is_array($author)) {
            return null;
        }
        unset($author['inbox'], $author['endpoints'], $object['inReplyTo']);
        // Hubzilla writes its own address over ids that are not http.
        $object['id'] = $row['mid'];
        $author['id'] = str_starts_with($row['author_xchan'], 'did:key:') ? $row['author_xchan'] : $author['id'];
        $object['actor'] = $author;
        return $object;
    }

    private function __construct()
    {
    }
}
