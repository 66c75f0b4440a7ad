<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An activity whose every rule and proof holds, with what it carries.
 */
final class CheckedActivity
{
    /** @param array<string, mixed> $document */
    public function __construct(
        /** Canonical id. */
        public readonly string $id,
        public readonly string $type,
        public readonly string $published,
        /** What it acts on: canonical when portable, else as written. */
        public readonly string $objectId,
        /** The embedded object of Create and Update; null while only its file can decide (see ActivityCheck). */
        public readonly ?CheckedObject $object,
        public readonly array $document
    ) {
    }

    /** Its object has to be fetched and checked before the activity can be applied. */
    public function needsObject(): bool
    {
        return $this->object === null && ($this->type === 'Create' || $this->type === 'Update');
    }

    public function withObject(CheckedObject $object): self
    {
        return new self($this->id, $this->type, $this->published, $this->objectId, $object, $this->document);
    }
}
