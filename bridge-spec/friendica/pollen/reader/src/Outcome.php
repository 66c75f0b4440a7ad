<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What a run has brought. Store `changes` in their order and `state`, together.
 */
final class Outcome
{
    /** The outbox was newer than what was known, or pages that had been missing came. */
    public const NEWS = 'news';
    public const UNCHANGED = 'unchanged';
    /** Outbox newer than its pages: the host is being written to. Look again soon. */
    public const EARLY = 'early';
    /** All hosts that answered had older states. */
    public const STALE = 'stale';
    public const UNREACHABLE = 'unreachable';
    /** Another account goes on in the place of this one: `state->succession()`. Nothing of this one is taken any more. */
    public const SUCCEEDED = 'succeeded';

    /**
     * @param list<Change> $changes oldest first
     * @param list<Refused> $refusals documents and activities that broke a rule
     */
    public function __construct(
        public readonly string $status,
        public readonly AccountState $state,
        public readonly array $changes,
        public readonly array $refusals,
        public readonly int $requests,
        /** Something could not be had or was refused, and is looked for again if that makes sense. */
        public readonly bool $isPartial = false
    ) {
    }
}
