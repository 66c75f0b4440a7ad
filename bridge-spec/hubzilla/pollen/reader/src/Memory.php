<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What the reader's side has stored of an account so far. Only asked, never told: whoever stores the changes of an
 * outcome answers from the same place (bridge-spec section 8.2). All ids are canonical.
 */
interface Memory
{
    /**
     * @param list<string> $activityIds
     * @return list<string> those that are stored as processed, in any order
     */
    public function knownActivities(array $activityIds): array;

    /** Version (CheckedObject::$version) of a stored object, or null. */
    public function objectVersion(string $objectId): ?string;

    /** The object has been deleted once. For ever. */
    public function isDeleted(string $objectId): bool;

    /** An Undo of the activity has been seen, whether or not the activity itself has. */
    public function isUndone(string $activityId): bool;
}
