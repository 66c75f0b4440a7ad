<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * `checkSuccession` (bridge-spec section 8.5). The one place where a key is taken from the document that is checked: the
 * pin, a digest that the old account named earlier, vouches for it, and nothing else does.
 */
final class SuccessionCheck
{
    private const SHA256 = "\x12\x20";

    /**
     * @param string|null $pin first `nextKeyDigest` that was ever verified of $account
     * @throws Refused
     */
    public static function parse(string $bytes, Account $account, ?string $pin): Statement
    {
        $document = SignedJson::parse($bytes, Limits::STATEMENT_BYTES);
        $id = self::shape($document);
        $end = Shape::date($document, 'endTime', false);
        $successor = Account::of($id->did);
        $isByIt = $successor->isActor($document['actor']) && $successor->isActor($document['target']);
        if (!$isByIt || $successor->did === $account->did) {
            throw new Refused(Refused::WRONG_OWNER, '8.5', 'not by the account that goes on');
        }
        if (!Account::isActivityPlace($id) || !$account->isActor($document['object'])) {
            throw new Refused(Refused::WRONG_PLACE, '8.5', 'no activity of the successor about this account');
        }
        if ($pin === null) {
            throw new Refused(Refused::NO_PIN, '8.5', 'the account has named no successor');
        }
        if (self::digestOf($successor->did) !== $pin) {
            throw new Refused(Refused::WRONG_KEY, '8.5', 'the account has named another key');
        }
        Proof::check($document, $successor);
        return new Statement($account->did, $successor->did, $end, $bytes);
    }

    /**
     * The account that somebody else's Move wants to go on for; it proves nothing.
     */
    public static function claimed(CheckedActivity $activity, Account $author): ?string
    {
        $other = $activity->type === 'Move' ? PortableId::parse($activity->objectId) : null;
        return $other === null || $other->did === $author->did ? null : $other->did;
    }

    /** `nextKeyDigest` of an account whose successor is $did. */
    public static function digestOf(string $did): string
    {
        return 'z' . Multibase::base58()->encode(self::SHA256 . hash('sha256', substr($did, strlen(Did::PREFIX)), true));
    }

    /** @param array<string, mixed> $document */
    private static function shape(array $document): PortableId
    {
        Shape::type($document, ['Move'], '8.5');
        $id = PortableId::parse($document['id'] ?? null);
        if ($id === null) {
            throw Refused::schema('8.5', 'no Move of an account');
        }
        $object = PortableId::parse(Shape::text($document, 'object', '5.3'));
        if ($object === null || !PortableId::isAnyId(Shape::text($document, 'target', '5.3'))) {
            throw Refused::schema('2', 'object or target of the Move is no id');
        }
        Shape::text($document, 'actor', '3.3');
        Shape::date($document, 'published');
        Shape::audience($document);
        if (!is_array($document['proof'] ?? null) || array_is_list($document['proof'])) {
            throw Refused::schema('3.4', 'not exactly one proof');
        }
        return $id;
    }

    private function __construct()
    {
    }
}
