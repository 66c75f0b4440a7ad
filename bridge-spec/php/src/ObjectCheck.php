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
        $published = (string) Shape::date($document, 'published');
        if ($type === 'Tombstone') {
            Shape::text($document, 'formerType', '6.1');
            $version = (string) Shape::date($document, 'deleted');
        } else {
            $version = Shape::date($document, 'updated', false) ?? $published;
            Shape::audience($document);
            Shape::text($document, 'content', '6.1', false, Limits::CONTENT_UNITS);
            Shape::text($document, 'summary', '6.1', false, Limits::CONTENT_UNITS);
            Shape::text($document, 'name', '6.1', false, Limits::LABEL_UNITS);
            self::languages($document);
            Shape::parts($document, 'attachment', Limits::ATTACHMENTS, '6.1');
            Shape::parts($document, 'tag', Limits::TAGS, '6.1');
            if (isset($document['url']) && !PortableId::isWebUrl($document['url'])) {
                throw Refused::schema('6.1', 'url is no web address');
            }
            if (isset($document['inReplyTo']) && !PortableId::isAnyId($document['inReplyTo'])) {
                throw Refused::schema('2', 'inReplyTo is no id');
            }
        }
        // The end of an account leaves a tombstone in the actor's place.
        if (!Account::isObjectPlace($id) && !($type === 'Tombstone' && $id->canonical === $account->actorId)) {
            throw new Refused(Refused::WRONG_PLACE, '1', 'object is not at its place');
        }
        Proof::check($document, $account);
        return new CheckedObject($id->canonical, $type, $version, $document);
    }

    /** @param array<string, mixed> $document */
    private static function languages(array $document): void
    {
        $map = $document['contentMap'] ?? [];
        if (!is_array($map) || count($map) > Limits::LANGUAGES) {
            throw Refused::schema('6.1', 'contentMap is not what it must be');
        }
        foreach ($map as $language => $unused) {
            Shape::text($map, (string) $language, '6.1', true, Limits::CONTENT_UNITS);
        }
    }

    private function __construct()
    {
    }
}
