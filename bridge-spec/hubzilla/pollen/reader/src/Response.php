<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What came back. Status 0 stands for no answer at all. Content types are not looked at: proofs are.
 */
final class Response
{
    public function __construct(
        public readonly int $status,
        public readonly string $body = '',
        public readonly ?string $etag = null,
        public readonly ?string $lastModified = null
    ) {
    }

    public static function failed(): self
    {
        return new self(0);
    }
}
