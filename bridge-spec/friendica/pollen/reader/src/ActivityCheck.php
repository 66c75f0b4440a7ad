<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An activity and what it carries (bridge-spec sections 5 and 6).
 */
final class ActivityCheck
{
    private const TYPES = [
        'Create', 'Update', 'Delete', 'Announce', 'Like', 'EmojiReact', 'Follow', 'Undo', 'Move', 'Add', 'Remove',
    ];

    /** @throws Refused */
    public static function parse(string $bytes, Account $account): CheckedActivity
    {
        return self::check(SignedJson::parse($bytes), $account);
    }

    /**
     * @param array<string, mixed> $document out of SignedJson::parse(), or a part of one
     * @throws Refused
     */
    public static function check(array $document, Account $account): CheckedActivity
    {
        $type = Shape::type($document, self::TYPES, '5');
        $id = Shape::ownId($document, $account);
        Shape::owner($document, 'actor', $account);
        $published = (string) Shape::date($document, 'published');
        Shape::audience($document);
        if (!Account::isActivityPlace($id)) {
            throw new Refused(Refused::WRONG_PLACE, '2', 'id of the activity is not the outbox with an rkey');
        }
        $content = $document['object'] ?? null;
        $embedding = $type === 'Create' || $type === 'Update';
        if ($embedding ? !is_array($content) && !is_string($content) : !is_string($content)) {
            throw Refused::schema('5', 'object of the activity is neither embedded nor an id where it may be');
        }
        $objectId = is_array($content) ? $content['id'] ?? null : $content;
        if (!is_string($objectId)) {
            throw Refused::schema('5', 'embedded object has no id');
        }
        $target = PortableId::parse($objectId);
        self::target($type, $objectId, $target, $document, $account);
        if ($type === 'EmojiReact') {
            Shape::text($document, 'content', '5.3', true, Limits::EMOJI_UNITS);
        }
        Proof::check($document, $account);
        $object = null;
        if (is_array($content) && isset($content['proof'])) {
            $object = $type === 'Update' && $account->isActor($objectId)
                ? ActorCheck::check($content, $account)
                : ObjectCheck::check($content, $account);
        }
        return new CheckedActivity(
            $id->canonical,
            $type,
            $published,
            $target?->canonical ?? $objectId,
            $object,
            $document
        );
    }

    /**
     * Who may act on what.
     *
     * @param array<string, mixed> $document
     */
    private static function target(
        string $type,
        string $objectId,
        ?PortableId $own,
        array $document,
        Account $account
    ): void {
        if ($own === null && !PortableId::isAnyId($objectId)) {
            throw Refused::schema('2', 'object of the activity is no id');
        }
        if ($type === 'Move' && self::isStatement($own, $document, $account)) {
            return;
        }
        if (in_array($type, ['Create', 'Update', 'Delete', 'Undo', 'Move'], true)) {
            if ($own === null || $own->did !== $account->did) {
                throw new Refused(Refused::WRONG_OWNER, '8.1', $type . ' of what belongs to somebody else');
            }
            $isActor = $own->canonical === $account->actorId;
            $inPlace = match ($type) {
                'Create' => Account::isObjectPlace($own),
                'Update', 'Delete' => $isActor || Account::isObjectPlace($own),
                'Undo' => Account::isActivityPlace($own),
                'Move' => $isActor,
            };
            if (!$inPlace) {
                throw new Refused(Refused::WRONG_PLACE, '8.1', 'object of ' . $type . ' is not at a place for it');
            }
        }
        if (in_array($type, ['Move', 'Add', 'Remove'], true)) {
            $target = Shape::text($document, 'target', '5.3');
            if (!PortableId::isAnyId($target)) {
                throw Refused::schema('2', 'target of the activity is no id');
            }
            if ($type !== 'Move' && $account->own($target) === null) {
                throw new Refused(Refused::WRONG_OWNER, '8.1', 'target of ' . $type . ' belongs to somebody else');
            }
        }
    }

    /**
     * A Move of another account's actor to the own one: a statement of succession, which says nothing by itself.
     *
     * @param array<string, mixed> $document
     */
    private static function isStatement(?PortableId $object, array $document, Account $account): bool
    {
        return $object !== null && $object->did !== $account->did
            && $object->canonical === Account::of($object->did)->actorId
            && $account->isActor($document['target'] ?? null);
    }

    private function __construct()
    {
    }
}
