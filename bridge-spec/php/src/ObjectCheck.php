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
        $type = Shape::type($document, self::TYPES, '6');
        $id = Shape::ownId($document, $account);
        Shape::owner($document, 'attributedTo', $account);
        $published = (string) Shape::date($document, 'published');
        if ($type === 'Tombstone') {
            Shape::text($document, 'formerType', '6');
            $version = (string) Shape::date($document, 'deleted');
        } else {
            $version = Shape::date($document, 'updated', false) ?? $published;
            Shape::audience($document);
            foreach (['content', 'name', 'summary', 'inReplyTo'] as $name) {
                Shape::text($document, $name, '6', false);
            }
            foreach (['attachment', 'tag'] as $name) {
                if (isset($document[$name])) {
                    Shape::list($document, $name, '6');
                }
            }
        }
        if (!Account::isObjectPlace($id)) {
            throw new Refused(Refused::WRONG_PLACE, '1', 'object is not at its place');
        }
        Proof::check($document, $account);
        return new CheckedObject($id->canonical, $type, $version, $document);
    }

    private function __construct()
    {
    }
}
