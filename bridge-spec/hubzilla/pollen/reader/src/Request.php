<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * One HTTP GET that the reader wants. Nothing has been fetched yet: who carries it out keeps to `maxBytes` (after
 * decompression, while reading), 30 seconds and 3 redirections, and never connects to private addresses.
 */
final class Request
{
    public const ACCEPT = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams", '
        . 'application/activity+json';

    public function __construct(
        public readonly string $url,
        public readonly int $maxBytes,
        public readonly ?string $ifNoneMatch = null,
        public readonly ?string $ifModifiedSince = null
    ) {
    }

    public function isConditional(): bool
    {
        return $this->ifNoneMatch !== null || $this->ifModifiedSince !== null;
    }

    /** @return array<string, string> */
    public function headers(): array
    {
        return array_filter([
            'Accept' => self::ACCEPT,
            'If-None-Match' => $this->ifNoneMatch,
            'If-Modified-Since' => $this->ifModifiedSince,
        ], static fn (?string $value): bool => $value !== null);
    }
}
