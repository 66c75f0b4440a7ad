<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Reads what a server's users said to an account (bridge-spec section 12): believes entries by proof or by host.
 */
final class ResponsesReader
{
    private const TYPES = ['Follow', 'Undo', 'Like', 'Announce', 'EmojiReact', 'Create', 'Update', 'Delete'];
    private const ORIGIN = '/\A(https|http(?=:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:\/?#]|\z))):\/\/'
        . '([^\/?#@\x00-\x20\\\\]+)(?:[\/?#]|\z)/i';

    /**
     * What one page of answers says that can be believed: entries whose proof verifies, and those of the very host that
     * was asked, over TLS. Everything else is left out.
     *
     * @param string $host the origin that was asked, e.g. `https://hub.example`
     * @param callable(string): bool|null $isKnown whether an entry or object with this id has been taken before, so
     *        that an Update, Delete or Undo of it concerns the account; without it, these are for the caller to match
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
            !is_array($items)
            || !in_array($page->type ?? null, ['OrderedCollection', 'OrderedCollectionPage'], true)
        ) {
            throw new Refused(Refused::NOT_JSON, '12', 'not a collection');
        }
        $origin = self::origin($host);
        $entries = [];
        $seen = [];
        // Oldest first, so that what changes something comes after it.
        foreach (array_reverse(array_slice($items, 0, Limits::RESPONSES_ITEMS)) as $item) {
            $entry = $item instanceof \stdClass ? self::believe($item, $origin, $account) : null;
            $known = static fn (string $id): bool => $isKnown === null || isset($seen[$id]) || $isKnown($id);
            if ($entry !== null && self::concerns($entry, $account, $known)) {
                $entries[$entry->id] = $entry;
                $seen[$entry->id] = true;
                $seen[$entry->type === 'Create' ? $entry->objectId : $entry->id] = true;
            }
        }
        $next = $page->next ?? null;
        if (is_string($next) && str_starts_with($next, '/') && !str_starts_with($next, '//')) {
            $next = $origin . $next;
        }
        $isOwn = is_string($next) && strlen($next) <= Limits::URL_CHARACTERS && $origin !== null
            && self::origin($next) === $origin;
        return new ResponsesPage(array_reverse(array_values($entries)), $isOwn ? $next : null);
    }

    private static function believe(\stdClass $item, ?string $origin, Account $account): ?ResponsesEntry
    {
        try {
            $bytes = Jcs::encode($item);
            if (strlen($bytes) > Limits::LETTER_BYTES) {
                return null;
            }
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
        $document = $activity->document;
        return new ResponsesEntry($activity->id, $activity->type, $actor, $activity->objectId, true, $document);
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
        $author = is_array($object) ? $object[$type === 'Undo' ? 'actor' : 'attributedTo'] ?? null : $actor;
        $author ??= $type === 'Delete' ? $actor : null;
        $owned = is_array($object) ? [$objectId] : [];
        // Nobody changes or takes back what another host has said.
        $owned = in_array($type, ['Undo', 'Update', 'Delete'], true) ? [$objectId, ...$owned] : $owned;
        foreach ([$id, $actor, ...$owned] as $place) {
            $isPlain = PortableId::isWebUrl($place) && PortableId::parse($place) === null;
            if (!$isPlain || self::origin($place) !== $origin) {
                return null;
            }
        }
        $isNamed = in_array($type, ['Create', 'Update'], true) && !is_array($object);
        if ($author !== $actor || $isNamed || !PortableId::isAnyId($objectId)) {
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
        if (preg_match(self::ORIGIN, $address, $parts) !== 1) {
            return null;
        }
        $scheme = strtolower($parts[1]);
        $host = (string) preg_replace($scheme === 'https' ? '/:443\z/' : '/:80\z/', '', strtolower($parts[2]));
        return $scheme . '://' . $host;
    }

    private function __construct()
    {
    }
}
