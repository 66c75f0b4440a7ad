<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Rules that all documents share (bridge-spec sections 3.2 and 3.3).
 */
final class Shape
{
    public const STREAMS = 'https://www.w3.org/ns/activitystreams';
    public const INTEGRITY = 'https://w3id.org/security/data-integrity/v1';
    public const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

    /**
     * Context and type of a document that carries a proof.
     *
     * @param array<string, mixed> $document
     * @param list<string> $types
     * @return string the type
     */
    public static function type(array $document, array $types, string $clause): string
    {
        $context = $document['@context'] ?? null;
        if (
            !is_array($context) || ($context[0] ?? null) !== self::STREAMS
            || !in_array(self::INTEGRITY, $context, true)
        ) {
            throw Refused::schema('3.2', '@context does not begin as it must');
        }
        $type = $document['type'] ?? null;
        if (!is_string($type) || !in_array($type, $types, true)) {
            throw Refused::schema($clause, 'type does not belong here');
        }
        return $type;
    }

    /** @param array<string, mixed> $document */
    public static function date(array $document, string $name, bool $required = true): ?string
    {
        $value = $document[$name] ?? null;
        if ($value === null && !$required) {
            return null;
        }
        if (!Timestamp::isValid($value)) {
            throw Refused::schema('3.3', $name . ' is no date of the format');
        }
        return $value;
    }

    /** @param array<string, mixed> $document */
    public static function text(array $document, string $name, string $clause, bool $required = true): ?string
    {
        $value = $document[$name] ?? null;
        if (is_string($value) || ($value === null && !$required)) {
            return $value;
        }
        throw Refused::schema($clause, $name . ' is no text');
    }

    /**
     * @param array<string, mixed> $document
     * @return list<mixed>
     */
    public static function list(array $document, string $name, string $clause): array
    {
        $value = $document[$name] ?? null;
        if (!is_array($value) || !array_is_list($value)) {
            throw Refused::schema($clause, $name . ' is no list');
        }
        return $value;
    }

    /**
     * @param array<string, mixed> $document
     * @return list<string>
     */
    public static function texts(array $document, string $name, string $clause): array
    {
        $list = self::list($document, $name, $clause);
        foreach ($list as $item) {
            if (!is_string($item)) {
                throw Refused::schema($clause, $name . ' is no list of texts');
            }
        }
        return $list;
    }

    /**
     * `to` and `cc` are lists, and one of them names the public.
     *
     * @param array<string, mixed> $document
     */
    public static function audience(array $document): void
    {
        $to = self::texts($document, 'to', '3.3');
        $cc = self::texts($document, 'cc', '3.3');
        if (!in_array(self::PUBLIC, $to, true) && !in_array(self::PUBLIC, $cc, true)) {
            throw Refused::schema('5', 'neither public nor unlisted');
        }
    }

    /**
     * The id of a document: a portable id of the account, in a written form that is not too long.
     *
     * @param array<string, mixed> $document
     */
    public static function ownId(array $document, Account $account): PortableId
    {
        $text = self::text($document, 'id', '2');
        if (strlen($text) > Limits::ID_CHARACTERS) {
            throw Refused::schema('2', 'id of more than ' . Limits::ID_CHARACTERS . ' characters');
        }
        $id = $account->own($text);
        if ($id === null) {
            throw new Refused(Refused::WRONG_OWNER, '2', 'id does not belong to the account');
        }
        return $id;
    }

    /** @param array<string, mixed> $document */
    public static function owner(array $document, string $name, Account $account): void
    {
        if (!is_string($document[$name] ?? null)) {
            throw Refused::schema('3.3', $name . ' is no id as text');
        }
        if (!$account->isActor($document[$name])) {
            throw new Refused(Refused::WRONG_OWNER, '8', $name . ' is not the actor of the account');
        }
    }

    private function __construct()
    {
    }
}
