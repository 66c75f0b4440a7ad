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
            || !in_array(self::INTEGRITY, $context, true) || !array_is_list($context)
            || count($context) > Limits::CONTEXT_ITEMS
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
    public static function text(
        array $document,
        string $name,
        string $clause,
        bool $required = true,
        int $units = Limits::URL_CHARACTERS
    ): ?string {
        $value = $document[$name] ?? null;
        if ($value === null && !$required) {
            return null;
        }
        if (!is_string($value)) {
            throw Refused::schema($clause, $name . ' is no text');
        }
        if (!self::isShort($value, $units)) {
            throw Refused::schema('15', $name . ' is too long');
        }
        return $value;
    }

    /** At most so many UTF-16 code units. */
    public static function isShort(string $text, int $units): bool
    {
        return strlen($text) <= $units
            || strlen((string) mb_convert_encoding($text, 'UTF-16BE', 'UTF-8')) <= 2 * $units;
    }

    /**
     * @param array<string, mixed> $document
     * @return list<mixed>
     */
    public static function list(array $document, string $name, string $clause, int $most): array
    {
        $value = $document[$name] ?? null;
        if (!is_array($value) || !array_is_list($value)) {
            throw Refused::schema($clause, $name . ' is no list');
        }
        if (count($value) > $most) {
            throw Refused::schema('15', $name . ' has more than ' . $most . ' entries');
        }
        return $value;
    }

    /**
     * @param array<string, mixed> $document
     * @return list<string>
     */
    public static function texts(array $document, string $name, string $clause, int $most): array
    {
        $list = self::list($document, $name, $clause, $most);
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
        $to = self::addressees($document, 'to');
        $cc = self::addressees($document, 'cc');
        if (!in_array(self::PUBLIC, $to, true) && !in_array(self::PUBLIC, $cc, true)) {
            throw Refused::schema('5', 'neither public nor unlisted');
        }
    }

    /**
     * @param array<string, mixed> $document
     * @return list<string>
     */
    public static function addressees(array $document, string $name): array
    {
        $list = self::texts($document, $name, '3.3', Limits::ADDRESSEES);
        foreach ($list as $item) {
            if ($item !== self::PUBLIC && !PortableId::isAnyId($item)) {
                throw Refused::schema('2', $name . ' has an entry that is no id');
            }
        }
        return $list;
    }

    /** @param array<string, mixed> $document */
    public static function count(array $document, string $name, string $clause): int
    {
        $count = $document[$name] ?? null;
        if (!is_int($count) || $count < 0) {
            throw Refused::schema($clause, $name . ' is no count');
        }
        return $count;
    }

    /**
     * The id of a document: a portable id of the account, in a written form that is not too long.
     *
     * @param array<string, mixed> $document
     */
    public static function ownId(array $document, Account $account): PortableId
    {
        $id = $account->own(self::text($document, 'id', '2'));
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
