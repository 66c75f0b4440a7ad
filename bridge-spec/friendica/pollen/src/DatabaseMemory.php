<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Pollen\Reader\Change;
use Pollen\Reader\Memory;
use Pollen\Reader\Timestamp;

/**
 * What has been processed, which version of each object is stored, what is deleted or undone for ever.
 */
final class DatabaseMemory implements Memory
{
    public function __construct(private int $account)
    {
    }

    public function knownActivities(array $activityIds): array
    {
        $known = [];
        foreach (array_chunk($activityIds, 200) as $ids) {
            $rows = DBA::selectToArray(Tables::ACTIVITY, ['id'], ['id' => $ids, 'known' => true]);
            array_push($known, ...array_column($rows, 'id'));
        }
        return $known;
    }

    public function objectVersion(string $objectId): ?string
    {
        $row = DBA::selectFirst(Tables::OBJECT, ['version'], ['id' => $objectId]);
        return is_array($row) && $row['version'] !== '' ? $row['version'] : null;
    }

    public function isDeleted(string $objectId): bool
    {
        return DBA::exists(Tables::OBJECT, ['id' => $objectId, 'deleted' => true]);
    }

    public function isUndone(string $activityId): bool
    {
        return DBA::exists(Tables::ACTIVITY, ['id' => $activityId, 'undone' => true]);
    }

    public function remember(Change $change): void
    {
        $this->put(Tables::ACTIVITY, $change->activity->id, ['known' => true]);
        switch ($change->kind) {
            case Change::POST:
            case Change::EDIT:
                $this->rememberVersion($change->targetId, (string) $change->object?->version, (string) $change->date);
                break;
            case Change::DELETE:
            case Change::END:
                $this->put(Tables::OBJECT, $change->targetId, ['deleted' => true]);
                break;
            case Change::UNDO:
                $this->put(Tables::ACTIVITY, $change->targetId, ['undone' => true]);
                break;
        }
    }

    /** What a remembered change would do has been undone, deleted, or replaced by something newer since. */
    public function isOvertaken(Change $change): bool
    {
        return match ($change->kind) {
            Change::POST, Change::EDIT => $this->isDeleted($change->targetId)
                || strcmp((string) $this->objectVersion($change->targetId), (string) $change->object?->version) > 0,
            default => $this->isUndone($change->activity->id),
        };
    }

    public function rememberVersion(string $objectId, string $version, string $published): void
    {
        $published = Timestamp::isValid($published) ? $published : $version;
        $this->put(Tables::OBJECT, $objectId, ['version' => $version, 'published' => $published]);
    }

    /**
     * Newest objects of the account that are not deleted.
     *
     * @return list<string> canonical ids, newest first
     */
    public function newest(int $limit): array
    {
        $rows = DBA::selectToArray(
            Tables::OBJECT,
            ['id'],
            ['account' => $this->account, 'deleted' => false],
            ['order' => ['published' => true], 'limit' => $limit]
        );
        return array_column($rows, 'id');
    }

    /** @param array<string, mixed> $fields */
    private function put(string $table, string $id, array $fields): void
    {
        if (DBA::exists($table, ['id' => $id])) {
            DBA::update($table, $fields, ['id' => $id]);
        } else {
            DBA::insert($table, ['id' => $id, 'account' => $this->account] + $fields);
        }
    }
}
