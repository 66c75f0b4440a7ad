<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Change;
use Pollen\Reader\Memory;

/**
 * What has been processed, which version of each object is stored, what is deleted or undone for ever.
 */
final class DatabaseMemory implements Memory
{
    private const AT_ONCE = 200;

    public function __construct(private string $did)
    {
    }

    public function knownActivities(array $activityIds): array
    {
        $known = [];
        foreach (array_chunk($activityIds, self::AT_ONCE) as $ids) {
            $sql = 'SELECT id FROM ' . Tables::ACTIVITY . ' WHERE known = 1 AND id IN (' . Database::list($ids) . ')';
            array_push($known, ...array_column(Database::rows($sql), 'id'));
        }
        return $known;
    }

    public function objectVersion(string $objectId): ?string
    {
        $row = Database::first(Tables::OBJECT, ['id' => $objectId]);
        return $row !== null && $row['version'] !== '' ? $row['version'] : null;
    }

    public function isDeleted(string $objectId): bool
    {
        return Database::first(Tables::OBJECT, ['id' => $objectId, 'deleted' => 1]) !== null;
    }

    public function isUndone(string $activityId): bool
    {
        return Database::first(Tables::ACTIVITY, ['id' => $activityId, 'undone' => 1]) !== null;
    }

    public function remember(Change $change): void
    {
        $this->put(Tables::ACTIVITY, $change->activity->id, ['known' => 1]);
        switch ($change->kind) {
            case Change::POST:
            case Change::EDIT:
                $this->put(Tables::OBJECT, $change->targetId, ['version' => (string) $change->object?->version]);
                break;
            case Change::DELETE:
            case Change::END:
                $this->put(Tables::OBJECT, $change->targetId, ['deleted' => 1]);
                break;
            case Change::UNDO:
                $this->put(Tables::ACTIVITY, $change->targetId, ['undone' => 1]);
                break;
        }
    }

    /** @param array<string, string|int> $fields */
    private function put(string $table, string $id, array $fields): void
    {
        Database::put($table, ['id' => $id], ['did' => $this->did] + $fields);
    }
}
