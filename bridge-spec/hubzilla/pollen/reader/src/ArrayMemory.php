<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Memory in arrays: for tests, tools, and as an example of what to store for each change.
 */
final class ArrayMemory implements Memory
{
    /** @var array<string, true> */
    public array $activities = [];
    /** @var array<string, CheckedObject> */
    public array $objects = [];
    /** @var array<string, true> */
    public array $deleted = [];
    /** @var array<string, true> */
    public array $undone = [];
    /** @var array<string, true> Announce, Like and EmojiReact in force */
    private array $reactions = [];

    public function knownActivities(array $activityIds): array
    {
        return array_values(array_filter($activityIds, fn (string $id): bool => isset($this->activities[$id])));
    }

    public function objectVersion(string $objectId): ?string
    {
        return isset($this->objects[$objectId]) ? $this->objects[$objectId]->version : null;
    }

    public function isDeleted(string $objectId): bool
    {
        return isset($this->deleted[$objectId]);
    }

    public function isUndone(string $activityId): bool
    {
        return isset($this->undone[$activityId]);
    }

    /** @param list<Change> $changes */
    public function store(array $changes): void
    {
        foreach ($changes as $change) {
            $this->activities[$change->activity->id] = true;
            switch ($change->kind) {
                case Change::POST:
                case Change::EDIT:
                    $this->objects[$change->targetId] = $change->object;
                    break;
                case Change::DELETE:
                case Change::END:
                    $this->deleted[$change->targetId] = true;
                    unset($this->objects[$change->targetId]);
                    break;
                case Change::UNDO:
                    $this->undone[$change->targetId] = true;
                    unset($this->reactions[$change->targetId]);
                    break;
                case Change::ANNOUNCE:
                case Change::LIKE:
                case Change::REACT:
                    $this->reactions[$change->activity->id] = true;
                    break;
            }
        }
    }

    /** @return list<string> ids of the activities in force, sorted */
    public function reactions(): array
    {
        $ids = array_keys($this->reactions);
        sort($ids, SORT_STRING);
        return $ids;
    }
}
