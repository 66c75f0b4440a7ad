<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Memory;

/**
 * For a channel that follows later than others: everything is new to it, but deleted and undone is for ever.
 */
final class LateMemory implements Memory
{
    public function __construct(private Memory $memory)
    {
    }

    public function knownActivities(array $activityIds): array
    {
        return [];
    }

    public function objectVersion(string $objectId): ?string
    {
        return null;
    }

    public function isDeleted(string $objectId): bool
    {
        return $this->memory->isDeleted($objectId);
    }

    public function isUndone(string $activityId): bool
    {
        return $this->memory->isUndone($activityId);
    }
}
