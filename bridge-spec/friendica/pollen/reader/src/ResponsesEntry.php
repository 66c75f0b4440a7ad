<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * One activity of somebody towards the account. What an Undo, Update or Delete names is of the same host or key;
 * whether it is of the same actor is for those to compare who stored it.
 */
final class ResponsesEntry
{
    /** @param array<string, mixed> $document */
    public function __construct(
        public readonly string $id,
        public readonly string $type,
        public readonly string $actorId,
        /** Canonical when portable. */
        public readonly string $objectId,
        /** Believed by its own proof; otherwise because its host said so. */
        public readonly bool $isProven,
        public readonly array $document
    ) {
    }
}
