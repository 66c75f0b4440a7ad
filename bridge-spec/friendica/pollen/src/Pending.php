<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Pollen\Reader\Change;
use Pollen\Reader\CheckedActivity;
use Pollen\Reader\CheckedObject;

/**
 * Verified changes that could not be stored yet: Friendica failed, or what they answer could not be had. Tried again a
 * few times, ever later; after that they are given up.
 */
final class Pending
{
    /** Quarter of an hour, then four times as long each time: about four days in all. */
    private const FIRST_SECONDS = 900;
    private const TIMES_LATER = 4;
    private const TRIES = 6;
    private const PER_ACCOUNT = 64;
    private const AT_ONCE = 16;

    public static function keep(int $account, Change $change, int $now, int $inSeconds = self::FIRST_SECONDS): void
    {
        $id = $change->activity->id;
        if (DBA::exists(Tables::PENDING, ['id' => $id]) || DBA::count(Tables::PENDING, ['account' => $account]) >= self::PER_ACCOUNT) {
            return;
        }
        DBA::insert(Tables::PENDING, [
            'id' => $id,
            'account' => $account,
            'change' => self::write($change),
            'tries' => 1,
            'next-try' => AccountTable::date($now + $inSeconds),
        ]);
    }

    /** Those whose time has come, longest waiting first. @return list<Change> */
    public static function due(int $account, int $now): array
    {
        $rows = DBA::selectToArray(
            Tables::PENDING,
            ['id', 'change'],
            ["`account` = ? AND `next-try` <= ?", $account, AccountTable::date($now)],
            ['order' => ['next-try'], 'limit' => self::AT_ONCE]
        );
        $changes = [];
        foreach ($rows as $row) {
            $change = self::read((string) $row['change']);
            if ($change === null) {
                self::settle($row['id']);
            } else {
                $changes[] = $change;
            }
        }
        return $changes;
    }

    public static function settle(string $activityId): void
    {
        DBA::delete(Tables::PENDING, ['id' => $activityId]);
    }

    /** One try more was in vain. False when it was the last. */
    public static function postpone(string $activityId, int $now): bool
    {
        $row = DBA::selectFirst(Tables::PENDING, ['tries'], ['id' => $activityId]);
        $tries = is_array($row) ? (int) $row['tries'] : self::TRIES;
        if ($tries >= self::TRIES) {
            self::settle($activityId);
            return false;
        }
        DBA::update(Tables::PENDING, [
            'tries' => $tries + 1,
            'next-try' => AccountTable::date($now + self::FIRST_SECONDS * self::TIMES_LATER ** $tries),
        ], ['id' => $activityId]);
        return true;
    }

    private static function write(Change $change): string
    {
        $activity = $change->activity;
        return (string) json_encode([
            'kind' => $change->kind,
            'activity' => [$activity->id, $activity->type, $activity->published, $activity->objectId, $activity->document],
            'target' => $change->targetId,
            'object' => $change->object === null
                ? null
                : [$change->object->id, $change->object->type, $change->object->version, $change->object->document],
            'date' => $change->date,
            'news' => $change->isNews,
        ], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
    }

    private static function read(string $json): ?Change
    {
        $kept = json_decode($json, true);
        if (!is_array($kept) || !is_array($kept['activity'] ?? null)) {
            return null;
        }
        [$id, $type, $published, $objectId, $document] = $kept['activity'];
        $object = is_array($kept['object'] ?? null) ? new CheckedObject(...$kept['object']) : null;
        $activity = new CheckedActivity($id, $type, $published, $objectId, $object, $document);
        return new Change($kept['kind'], $activity, $kept['target'], $object, $kept['date'], $kept['news']);
    }

    private function __construct()
    {
    }
}
