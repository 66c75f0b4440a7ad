<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\DI;
use Friendica\Model\User;

/**
 * Follows that users have chosen to tell, and the ends of those that were told. Written with each poll.
 */
final class FollowTable
{
    private const NEVER = '0001-01-01 00:00:00';
    private const CONTEXT = ['https://www.w3.org/ns/activitystreams'];
    private const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

    /** @param list<int> $followers everybody who follows now */
    public static function update(int $account, array $followers): void
    {
        $told = array_values(array_filter($followers, static fn (int $uid): bool => Settings::tellsFollows($uid)));
        $rows = DBA::selectToArray(Tables::FOLLOW, ['id', 'uid'], ['account' => $account, 'ended' => self::NEVER]);
        $now = AccountTable::date(time());
        foreach ($rows as $row) {
            if (!in_array((int) $row['uid'], $told, true)) {
                DBA::update(Tables::FOLLOW, ['ended' => $now], ['id' => $row['id']]);
            }
        }
        foreach (array_diff($told, array_map('intval', array_column($rows, 'uid'))) as $uid) {
            DBA::insert(Tables::FOLLOW, ['account' => $account, 'uid' => $uid, 'created' => $now]);
        }
    }

    /** @return list<array<string, mixed>> */
    public static function list(int $account, int $before): array
    {
        $rows = DBA::selectToArray(
            Tables::FOLLOW,
            ['id', 'uid', 'created', 'ended'],
            ["`account` = ? AND `created` <= ?", $account, AccountTable::date($before)],
            ['order' => ['id' => true], 'limit' => 2000]
        );
        return array_map(static fn (array $row): array => [
            'id' => $row['id'], 'uid' => $row['uid'], 'date' => max($row['created'], $row['ended']), 'kind' => 'follow',
        ], $rows);
    }

    /** @return array<string, mixed>|null */
    public static function entry(int $id, StoredAccount $stored): ?array
    {
        $row = DBA::selectFirst(Tables::FOLLOW, ['uid', 'created', 'ended'], ['id' => $id]);
        $owner = is_array($row) ? User::getOwnerDataById((int) $row['uid']) : false;
        if (!is_array($row) || !is_array($owner) || empty($owner['url'])) {
            return null;
        }
        $actorId = $stored->account->actorId;
        $follow = [
            'id' => DI::baseUrl() . '/pollen/follows/' . $id,
            'type' => 'Follow',
            'actor' => $owner['url'],
            'object' => $actorId,
        ];
        $more = ['to' => [$actorId], 'cc' => [self::PUBLIC]];
        if ($row['ended'] === self::NEVER) {
            return ['@context' => self::CONTEXT] + $follow + ['published' => self::date($row['created'])] + $more;
        }
        return [
            '@context' => self::CONTEXT,
            'id' => $follow['id'] . '/undo',
            'type' => 'Undo',
            'actor' => $owner['url'],
            'object' => $follow,
            'published' => self::date($row['ended']),
        ] + $more;
    }

    private static function date(string $date): string
    {
        return gmdate('Y-m-d\TH:i:s\Z', (int) strtotime($date . ' UTC'));
    }

    private function __construct()
    {
    }
}
