<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The outbox, and the small collections beside it (bridge-spec sections 1 and 5).
 */
final class CollectionCheck
{
    private const SMALL = ['inbox.jsonld', 'featured.jsonld', 'followers.jsonld', 'following.jsonld'];

    /** @throws Refused */
    public static function outbox(string $bytes, Account $account): CheckedOutbox
    {
        $document = SignedJson::parse($bytes);
        $id = self::head($document, $account);
        $total = Shape::count($document, 'totalItems', '5.1');
        $updated = (string) Shape::date($document, 'updated');
        $first = $account->own(Shape::text($document, 'first', '5'));
        $last = $account->own(Shape::text($document, 'last', '5'));
        $newest = $first === null ? null : Account::pageNumber($first);
        if (
            $id->canonical !== $account->outboxId || $newest === null
            || $last === null || Account::pageNumber($last) !== 0
        ) {
            throw new Refused(Refused::WRONG_PLACE, '5', 'outbox, first or last is not at its place');
        }
        Proof::check($document, $account);
        return new CheckedOutbox($newest, $total, $updated);
    }

    /**
     * inbox, featured, followers or following.
     *
     * @return list<string> the items, canonical when portable
     * @throws Refused
     */
    public static function small(string $bytes, Account $account): array
    {
        $document = SignedJson::parse($bytes);
        $id = self::head($document, $account);
        Shape::count($document, 'totalItems', '5.4');
        Shape::date($document, 'updated', false);
        $items = isset($document['orderedItems']) ? Shape::texts($document, 'orderedItems', '5', Limits::VALUES) : [];
        foreach ($items as $item) {
            if (!PortableId::isAnyId($item)) {
                throw Refused::schema('5.4', 'item of the collection is no id');
            }
        }
        if ($id->fragment !== '' || !in_array($id->path, self::SMALL, true)) {
            throw new Refused(Refused::WRONG_PLACE, '1', 'collection is not at its place');
        }
        if ($id->path === 'inbox.jsonld' && $items !== []) {
            throw Refused::schema('1', 'inbox has items');
        }
        Proof::check($document, $account);
        if ($id->path === 'featured.jsonld') {
            $items = array_slice($items, 0, Limits::FEATURED_ITEMS);
        }
        return array_map([PortableId::class, 'normalize'], $items);
    }

    /** @param array<string, mixed> $document */
    private static function head(array $document, Account $account): PortableId
    {
        Shape::type($document, ['OrderedCollection'], '5');
        $id = Shape::ownId($document, $account);
        Shape::owner($document, 'attributedTo', $account);
        Shape::addressees($document, 'to');
        return $id;
    }

    private function __construct()
    {
    }
}
