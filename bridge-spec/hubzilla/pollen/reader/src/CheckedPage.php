<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * A page whose own rules and proof hold. Each activity is judged by itself.
 */
final class CheckedPage
{
    /** @param list<CheckedActivity|Refused> $activities newest first, as on the page */
    public function __construct(
        public readonly int $number,
        public readonly array $activities,
        /** Changes exactly when the page does. */
        public readonly string $fingerprint,
        /** Activities on this page and all below it. */
        public readonly int $totalItems,
        /** Activities on the pages below: what the next one's totalItems must be. */
        public readonly int $itemsBelow
    ) {
    }
}
