<?php

declare(strict_types=1);

namespace Friendica\Model;

use Friendica\Database\DBA;
use Friendica\Memory;

/** Like the real one, it probes what it does not know, by the addon's hook. */
final class Contact
{
    public const NOTHING = 0;
    public const SHARING = 2;
    public const FRIEND = 3;
    public const TYPE_PERSON = 0;
    public const DEFAULT_AVATAR_PHOTO = '/images/person-300.jpg';

    public static function getIdForURL(?string $url = null, int $uid = 0, $update = null, array $default = []): int
    {
        $row = DBA::selectFirst('contact', ['id'], ['url' => $url, 'uid' => $uid]);
        if (is_array($row)) {
            return (int) $row['id'];
        }
        $data = ['uri' => $url, 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        return is_array($data['result']) ? self::make($data['result'], $uid, 0) : 0;
    }

    public static function getById(int $id, array $fields = [])
    {
        return DBA::selectFirst('contact', $fields, ['id' => $id]);
    }

    public static function updateFromProbe(int $id, string $network = ''): bool
    {
        $row = DBA::selectFirst('contact', ['url'], ['id' => $id]);
        $data = ['uri' => $row['url'], 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        return self::update(array_intersect_key($data['result'] ?? [], ['name' => 1, 'about' => 1, 'photo' => 1]), ['id' => $id]);
    }

    public static function update(array $fields, array $condition, $old_fields = []): bool
    {
        return DBA::update('contact', $fields, $condition);
    }

    public static function unmarkForArchival(array $contact)
    {
        DBA::update('contact', ['archive' => false, 'failed' => false], ['id' => $contact['id']]);
    }

    public static function createFromProbeForUser(int $uid, string $url, string $network = ''): array
    {
        $data = ['url' => $url, 'uid' => $uid, 'contact' => []];
        pollen_follow($data);
        $id = empty($data['contact']['name']) ? -1 : self::make($data['contact'], $uid, self::SHARING);
        return ['cid' => $id, 'success' => $id > 0, 'message' => ''];
    }

    /** Only here: what following does. @param array<string, mixed> $probed */
    public static function make(array $probed, int $uid, int $relation): int
    {
        $id = Memory::next();
        DBA::insert('contact', ['id' => $id, 'uid' => $uid, 'rel' => $relation, 'uri-id' => ItemURI::getIdByURI($probed['url']),
            'nurl' => $probed['url'], 'deleted' => false, 'pending' => false, 'blocked' => false, 'archive' => false, 'failed' => false]
            + array_intersect_key($probed, array_flip(['url', 'name', 'nick', 'addr', 'alias', 'network', 'about', 'photo'])));
        return $id;
    }
}
