<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Objects and tombstones (bridge-spec section 6).
 */
final class ObjectCheck
{
    private const TYPES = ['Note', 'Article', 'Question', 'Image', 'Video', 'Audio', 'Event', 'Tombstone'];

    /** @throws Refused */
    public static function parse(string $bytes, Account $account): CheckedObject
    {
        return self::check(SignedJson::parse($bytes), $account);
    }

    /**
     * @param array<string, mixed> $document out of SignedJson::parse(), or a part of one
     * @throws Refused
     */
    public static function check(array $document, Account $account): CheckedObject
    {
        $type = Shape::type($document, self::TYPES, '6.1');
        $id = Shape::ownId($document, $account);
        Shape::owner($document, 'attributedTo', $account);
        $published = Shape::date($document, 'published', ($document['type'] ?? null) !== 'Tombstone');
        if ($type === 'Tombstone') {
            Shape::text($document, 'formerType', '6.3', false, Limits::TYPE_UNITS);
            $version = (string) Shape::date($document, 'deleted');
        } else {
            $version = Shape::date($document, 'updated', false) ?? (string) $published;
            Shape::audience($document);
            Members::check($document, Members::OBJECT, '6.1');
        }
        // The end of an account leaves a tombstone in the actor's place.
        if (!Account::isObjectPlace($id) && !($type === 'Tombstone' && $id->canonical === $account->actorId)) {
            throw new Refused(Refused::WRONG_PLACE, '1', 'object is not at its place');
        }
        Proof::check($document, $account);
        return new CheckedObject($id->canonical, $type, $version, $document);
    }

    private function __construct()
    {
    }
}
