<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * A page of the outbox (bridge-spec section 5).
 */
final class PageCheck
{
    /**
     * @param int|null $number the page that was asked for; a valid page with another number is refused
     * @param string|null $known fingerprint of the page that was checked before
     * @return CheckedPage|null null when the page is the known one: it is not checked again
     * @throws Refused when the page itself is bad; a bad activity is only refused in its place
     */
    public static function parse(
        string $bytes,
        Account $account,
        ?int $number = null,
        ?string $known = null
    ): ?CheckedPage {
        $document = SignedJson::parse($bytes);
        $fingerprint = self::fingerprint($document);
        if ($known !== null && $fingerprint === $known) {
            return null;
        }
        Shape::type($document, ['OrderedCollectionPage'], '5');
        $id = Shape::ownId($document, $account);
        Shape::owner($document, 'attributedTo', $account);
        $items = Shape::list($document, 'orderedItems', '5', Limits::PAGE_ITEMS);
        $below = Shape::count($document, 'totalItems', '5.2') - count($items);
        Shape::addressees($document, 'to');
        $partOf = Shape::text($document, 'partOf', '5');
        $own = Account::pageNumber($id);
        if ($below < 0 || ($own === 0 && $below !== 0)) {
            throw Refused::schema('5.2', 'totalItems contradicts what is on the page');
        }
        if (
            $own === null || ($number !== null && $own !== $number)
            || PortableId::canonical($partOf) !== $account->outboxId
        ) {
            throw new Refused(Refused::WRONG_PLACE, '5', 'page is not at its place');
        }
        $next = Shape::text($document, 'next', '5', false);
        if ($own === 0 ? $next !== null : PortableId::canonical($next) !== $account->pageId($own - 1)) {
            throw new Refused(Refused::WRONG_PLACE, '5', 'next is not the page before');
        }
        Proof::check($document, $account);
        return new CheckedPage($own, self::activities($items, $account), $fingerprint, $below + count($items), $below);
    }

    /** @param array<string, mixed> $document */
    private static function fingerprint(array $document): string
    {
        $value = is_array($document['proof'] ?? null) ? $document['proof']['proofValue'] ?? null : null;
        return is_string($value) ? substr(hash('sha256', $value), 0, 20) : '';
    }

    /**
     * @param list<mixed> $items
     * @return list<CheckedActivity|Refused>
     */
    private static function activities(array $items, Account $account): array
    {
        $activities = [];
        foreach ($items as $item) {
            try {
                $activities[] = is_array($item)
                    ? ActivityCheck::check($item, $account)
                    : Refused::schema('5', 'item of the page is no activity');
            } catch (Refused $refused) {
                $activities[] = $refused;
            }
        }
        return $activities;
    }

    private function __construct()
    {
    }
}
