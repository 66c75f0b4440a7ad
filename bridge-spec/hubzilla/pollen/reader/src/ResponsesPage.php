<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What can be believed of one page of responses.
 */
final class ResponsesPage
{
    /** @param list<ResponsesEntry> $entries newest first */
    public function __construct(
        public readonly array $entries,
        /** Address of older ones, on the origin that was asked, or null. */
        public readonly ?string $next
    ) {
    }
}
