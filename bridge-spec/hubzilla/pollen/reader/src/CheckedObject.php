<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An object or an actor whose every rule and proof holds.
 */
final class CheckedObject
{
    /** @param array<string, mixed> $document */
    public function __construct(
        /** Canonical id. */
        public readonly string $id,
        public readonly string $type,
        /** Which of two versions counts: the greater text (bridge-spec section 6). */
        public readonly string $version,
        public readonly array $document
    ) {
    }

    public function isTombstone(): bool
    {
        return $this->type === 'Tombstone';
    }
}
