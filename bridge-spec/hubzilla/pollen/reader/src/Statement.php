<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * A verified statement of succession: one account goes on in the place of another (bridge-spec section 6.7).
 */
final class Statement
{
    public function __construct(
        /** The account whose key was lost or stolen. */
        public readonly string $did,
        /** The account that goes on. */
        public readonly string $successor,
        /** From this moment on nothing of the old key counts; null: the key was lost. */
        public readonly ?string $endTime,
        /** The bytes that were checked. */
        public readonly string $text
    ) {
    }

    /** Of several the earliest `endTime` counts, and none counts as the latest. */
    public function countsMoreThan(self $other): bool
    {
        return $this->endTime !== null && ($other->endTime === null || strcmp($this->endTime, $other->endTime) < 0);
    }

    /** Whether what the old key signed is left standing: an object of this version, another activity of this date. */
    public function leaves(string $date): bool
    {
        return $this->endTime === null || strcmp($date, $this->endTime) < 0;
    }
}
