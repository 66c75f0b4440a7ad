<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Serves the collection in which a server tells a Pollen account what its users said to it (bridge-spec section 12).
 * Unsigned, ordinary JSON.
 */
final class Responses
{
    public const PATH = '/pollen/responses';
    public const MEDIA_TYPE = 'application/activity+json';
    /** Members whose value names something, to be written in canonical form. */
    private const REFERENCES = ['object', 'target', 'inReplyTo', 'quote', 'href', 'to', 'cc', 'context'];

    /** The account that `actor` in a question names, in any form of its id; null means the answer 400. */
    public static function accountOf(mixed $actor): ?Account
    {
        $id = PortableId::parse($actor);
        return $id !== null && $id->path === 'actor.jsonld' && $id->fragment === '' ? Account::of($id->did) : null;
    }

    /**
     * The body of an answer. Entries are complete activities of this server's users with its own https ids; what they
     * say about the account is written in canonical form here, whatever form the server stores. Whoever calls has left
     * out what is not public and who opted out.
     *
     * @param list<array<string, mixed>> $entries newest first; only the first 100 are taken
     * @param string|null $partOf address of the first page, when this is a later one
     */
    public static function body(
        string $address,
        array $entries,
        int $totalItems,
        ?string $next = null,
        ?string $partOf = null
    ): string {
        $taken = [];
        $bytes = 0;
        foreach (array_slice($entries, 0, Limits::RESPONSES_ITEMS) as $entry) {
            $entry = self::canonical($entry);
            $bytes += strlen((string) json_encode($entry, Jcs::FLAGS | JSON_PARTIAL_OUTPUT_ON_ERROR));
            if ($bytes > Limits::RESPONSES_BYTES_WRITTEN - 4096) {
                break;
            }
            $taken[] = $entry;
        }
        return (string) json_encode(array_filter([
            '@context' => [Shape::STREAMS],
            'id' => $address,
            'type' => $partOf === null ? 'OrderedCollection' : 'OrderedCollectionPage',
            'partOf' => $partOf,
            'totalItems' => $totalItems,
            'orderedItems' => $taken,
            'next' => $next,
        ], static fn (mixed $value): bool => $value !== null), Jcs::FLAGS | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /**
     * Headers of an answer with a body; compare `ETag` with If-None-Match by isNotModified() and answer 304 then.
     *
     * @return array<string, string>
     */
    public static function headers(string $body): array
    {
        return [
            'Content-Type' => self::MEDIA_TYPE,
            'ETag' => '"' . substr(hash('sha256', $body), 0, 32) . '"',
            'Cache-Control' => 'no-cache',
            'Access-Control-Allow-Origin' => '*',
            'Access-Control-Expose-Headers' => 'ETag',
        ];
    }

    public static function isNotModified(?string $ifNoneMatch, string $etag): bool
    {
        $tags = array_map('trim', explode(',', (string) $ifNoneMatch));
        return in_array($etag, $tags, true) || in_array('W/' . $etag, $tags, true) || $tags === ['*'];
    }

    /**
     * @param array<array-key, mixed> $value
     * @return array<array-key, mixed>
     */
    private static function canonical(array $value, int $depth = 0): array
    {
        foreach ($value as $name => $member) {
            if (is_array($member) && $depth < Limits::DEPTH) {
                $isList = array_is_list($member) && in_array($name, self::REFERENCES, true);
                $value[$name] = $isList
                    ? array_map([self::class, 'reference'], $member)
                    : self::canonical($member, $depth + 1);
            } elseif (is_string($member) && in_array($name, self::REFERENCES, true)) {
                $value[$name] = PortableId::normalize($member);
            }
        }
        return $value;
    }

    private static function reference(mixed $item): mixed
    {
        return is_string($item) ? PortableId::normalize($item) : $item;
    }

    private function __construct()
    {
    }
}
