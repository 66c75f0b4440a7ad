<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What one verified activity does to what is stored. Every change is to be stored, also those of kind NONE: with the id
 * of its activity it makes that the activity is not taken again.
 */
final class Change
{
    /** A new object: `object`. */
    public const POST = 'post';
    /** A newer version of a stored object: `object`. */
    public const EDIT = 'edit';
    /** The own object `targetId` is gone for ever, whether or not it was known. */
    public const DELETE = 'delete';
    /** A newer actor: `object`. */
    public const PROFILE = 'profile';
    public const ANNOUNCE = 'announce';
    public const LIKE = 'like';
    /** `activity->document['content']` is the emoji. */
    public const REACT = 'react';
    public const FOLLOW = 'follow';
    /**
     * Takes back the activity `targetId`, if that is an Announce, Like, EmojiReact or Follow; nothing else can be taken
     * back so. It may be unknown and may still come.
     */
    public const UNDO = 'undo';
    /** The account goes on as `activity->document['target']`, if that one says so, too. */
    public const MOVE = 'move';
    /**
     * Says that it goes on for the account `targetId` (its DID): by itself this is nothing. Who keeps that account
     * checks `SignedJson::encode(activity->document)` as a statement against its pin (bridge-spec section 8.5).
     */
    public const CLAIM = 'claim';
    /** The account has ended. */
    public const END = 'end';
    /**
     * Nothing to do but to remember the activity's id. What came as this because its object could not be had may come
     * again with it.
     */
    public const NONE = 'none';

    public function __construct(
        public readonly string $kind,
        public readonly CheckedActivity $activity,
        /** What is acted on: canonical when portable, else as written. Foreign things have their own rules. */
        public readonly string $targetId,
        public readonly ?CheckedObject $object = null,
        /** When it was written or done; never in the future. */
        public readonly ?string $date = null,
        /** Written within a day of its announcement: worth a notification, if that was lately. Otherwise history. */
        public readonly bool $isNews = false
    ) {
    }
}
