<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The collection in which a server tells a Pollen account what its users said to it (bridge-spec section 12). Unsigned,
 * ordinary JSON.
 */
final class Responses
{
    public const PATH = '/pollen/responses';
    public const MEDIA_TYPE = 'application/activity+json';
    private const TYPES = ['Follow', 'Undo', 'Like', 'Announce', 'EmojiReact', 'Create', 'Update', 'Delete'];
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
     * What one page of answers says that can be believed: entries whose proof verifies, and those of the very host that
     * was asked, over TLS. Everything else is left out.
     *
     * @param string $host the origin that was asked, e.g. `https://hub.example`
     * @param callable(string): bool|null $isKnown whether an entry with this id has been taken before, so that an
     *        Update, Delete or Undo of it concerns the account
     * @throws Refused when this is no page of responses at all
     */
    public static function read(string $body, string $host, Account $account, ?callable $isKnown = null): ResponsesPage
    {
        if (strlen($body) > Limits::RESPONSES_BYTES) {
            throw new Refused(Refused::TOO_LARGE, '12', 'page of more than ' . Limits::RESPONSES_BYTES . ' bytes');
        }
        $page = json_decode($body, false, Limits::DEPTH + 8);
        $items = $page instanceof \stdClass ? $page->orderedItems ?? [] : null;
        if (
            !is_array($items) || count($items) > Limits::RESPONSES_ITEMS
            || !in_array($page->type ?? null, ['OrderedCollection', 'OrderedCollectionPage'], true)
        ) {
            throw new Refused(Refused::NOT_JSON, '12', 'not a collection of at most 100 responses');
        }
        $origin = self::origin($host);
        $entries = [];
        $seen = [];
        // Oldest first, so that what changes something comes after it.
        foreach (array_reverse($items) as $item) {
            $entry = $item instanceof \stdClass ? self::believe($item, $origin, $account) : null;
            $known = static fn (string $id): bool => isset($seen[$id]) || ($isKnown !== null && $isKnown($id));
            if ($entry !== null && self::concerns($entry, $account, $known)) {
                $entries[$entry->id] = $entry;
                $seen[$entry->id] = true;
                $seen[$entry->type === 'Create' ? $entry->objectId : $entry->id] = true;
            }
        }
        $next = $page->next ?? null;
        $isOwn = is_string($next) && strlen($next) <= Limits::URL_CHARACTERS && $origin !== null
            && self::origin($next) === $origin;
        return new ResponsesPage(array_reverse(array_values($entries)), $isOwn ? $next : null);
    }

    private static function believe(\stdClass $item, ?string $origin, Account $account): ?ResponsesEntry
    {
        try {
            $bytes = Jcs::encode($item);
            $portable = PortableId::parse($item->id ?? null);
            if ($portable !== null) {
                return $portable->did === $account->did ? null : self::byProof($bytes, $portable->did);
            }
            return $origin === null ? null : self::byHost((array) json_decode($bytes, true), $origin);
        } catch (Refused | \InvalidArgumentException) {
            return null;
        }
    }

    private static function byProof(string $bytes, string $did): ?ResponsesEntry
    {
        $activity = ActivityCheck::parse($bytes, Account::of($did));
        // An object that its own file decides on is fetched by those who follow that account, not from here.
        if ($activity->needsObject() || !in_array($activity->type, self::TYPES, true)) {
            return null;
        }
        $actor = Account::of($did)->actorId;
        return new ResponsesEntry($activity->id, $activity->type, $actor, $activity->objectId, true, $activity->document);
    }

    /** @param array<string, mixed> $document */
    private static function byHost(array $document, string $origin): ?ResponsesEntry
    {
        $id = $document['id'] ?? null;
        $actor = $document['actor'] ?? null;
        $type = $document['type'] ?? null;
        $object = $document['object'] ?? null;
        if (!is_string($type) || !in_array($type, self::TYPES, true)) {
            return null;
        }
        $objectId = is_array($object) ? $object['id'] ?? null : $object;
        $owned = is_array($object) ? [$objectId, $object[$type === 'Undo' ? 'actor' : 'attributedTo'] ?? null] : [];
        // Nobody changes or takes back what another host has said.
        $owned = in_array($type, ['Undo', 'Update', 'Delete'], true) ? [$objectId, ...$owned] : $owned;
        foreach ([$id, $actor, ...$owned] as $place) {
            if (!is_string($place) || !PortableId::isAnyId($place) || self::origin($place) !== $origin) {
                return null;
            }
        }
        if (!PortableId::isAnyId($objectId) || (in_array($type, ['Create', 'Update'], true) && !is_array($object))) {
            return null;
        }
        return new ResponsesEntry($id, $type, $actor, PortableId::normalize($objectId), false, $document);
    }

    private static function concerns(ResponsesEntry $entry, Account $account, callable $isKnown): bool
    {
        $object = is_array($entry->document['object'] ?? null) ? $entry->document['object'] : [];
        switch ($entry->type) {
            case 'Follow':
                return $entry->objectId === $account->actorId;
            case 'Like':
            case 'Announce':
            case 'EmojiReact':
                return $account->own($entry->objectId) !== null;
            case 'Create':
                return self::mentions($object, $account);
            case 'Update':
                return self::mentions($object, $account) || $isKnown($entry->objectId);
            case 'Undo':
                return $account->own($object['object'] ?? null) !== null || $isKnown($entry->objectId);
        }
        return $isKnown($entry->objectId);
    }

    /** @param array<string, mixed> $object */
    private static function mentions(array $object, Account $account): bool
    {
        foreach (['inReplyTo', 'quote'] as $name) {
            if ($account->own($object[$name] ?? null) !== null) {
                return true;
            }
        }
        foreach (is_array($object['tag'] ?? null) ? $object['tag'] : [] as $tag) {
            if (is_array($tag) && ($tag['type'] ?? null) === 'Mention' && $account->isActor($tag['href'] ?? null)) {
                return true;
            }
        }
        return false;
    }

    /** Scheme, host and port of an https address (http on loopback, in laboratories), or null. */
    public static function origin(string $address): ?string
    {
        $pattern = '/\A(https|http(?=:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:\/?#]|\z))):\/\/([^\/?#@\x00-\x20\\\\]+)(?:[\/?#]|\z)/i';
        if (preg_match($pattern, $address, $parts) !== 1) {
            return null;
        }
        $scheme = strtolower($parts[1]);
        $host = (string) preg_replace($scheme === 'https' ? '/:443\z/' : '/:80\z/', '', strtolower($parts[2]));
        return $scheme . '://' . $host;
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
                    ? array_map(static fn (mixed $item): mixed => is_string($item) ? PortableId::normalize($item) : $item, $member)
                    : self::canonical($member, $depth + 1);
            } elseif (is_string($member) && in_array($name, self::REFERENCES, true)) {
                $value[$name] = PortableId::normalize($member);
            }
        }
        return $value;
    }

    private function __construct()
    {
    }
}
