<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An outbox whose every rule and proof holds.
 */
final class CheckedOutbox
{
    public function __construct(
        public readonly int $newestPage,
        public readonly int $totalItems,
        public readonly string $updated
    ) {
    }
}
