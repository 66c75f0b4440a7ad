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
        public readonly ?string $lastModified = null,
        /** The `Link` headers, joined by commas. */
        public readonly ?string $link = null
    ) {
    }

    /** A host that keeps a statement of succession says so; where the link leads is not looked at (section 8.5). */
    public function hintsAtSuccessor(): bool
    {
        return $this->link !== null && preg_match('/;\s*rel="?successor-version"?/i', $this->link) === 1;
    }

    public static function failed(): self
    {
        return new self(0);
    }
}
