<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Bytes of a file as JSON (bridge-spec section 3.1). A file is exactly the canonical form of its document, so decoding
 * and encoding again must give the same bytes: that finds double member names, odd numbers, needless escapes, and
 * everything else that two parsers might read differently.
 *
 * Objects become associative arrays. PHP cannot tell `{}` from `[]` then; the format has no empty objects, and a file
 * with one does not come back as the same bytes.
 */
final class SignedJson
{
    /**
     * @return array<string, mixed> the document
     * @throws Refused too-large, not-json, forbidden-value or not-canonical
     */
    public static function parse(string $bytes, int $maxBytes = Limits::FILE_BYTES): array
    {
        if (strlen($bytes) > $maxBytes) {
            throw new Refused(Refused::TOO_LARGE, '15', 'file of more than ' . $maxBytes . ' bytes');
        }
        $document = json_decode($bytes, true, Limits::DEPTH + 1);
        if (!is_array($document) || $bytes[0] !== '{') {
            throw json_last_error() === JSON_ERROR_DEPTH
                ? new Refused(Refused::TOO_LARGE, '3.1', 'nested deeper than ' . Limits::DEPTH)
                : new Refused(Refused::NOT_JSON, '3.1', 'not a JSON object in UTF-8');
        }
        if ($document === []) {
            throw new Refused(Refused::FORBIDDEN_VALUE, '3.1', 'empty object');
        }
        $values = 0;
        self::walk($document, strpbrk($bytes, "\xee\xef\xf0\xf1\xf2\xf3\xf4") !== false, $values);
        if (self::encode($document) !== $bytes) {
            throw new Refused(Refused::NOT_CANONICAL, '3.1', 'bytes are not the canonical form of the document');
        }
        return $document;
    }

    /**
     * Canonical bytes of a document, or part of one, that parse() has returned: its members are in order.
     *
     * @param array<array-key, mixed> $document
     */
    public static function encode(array $document): string
    {
        return (string) json_encode($document, Jcs::FLAGS);
    }

    /**
     * Runs for every value of every document. Called by their full names, functions like is_array() cost nothing.
     *
     * @param array<array-key, mixed> $value
     */
    private static function walk(array $value, bool $exotic, int &$values): void
    {
        $values += \count($value);
        if ($values > Limits::VALUES) {
            throw new Refused(Refused::TOO_LARGE, '3.1', 'more than ' . Limits::VALUES . ' values');
        }
        $isList = \array_is_list($value);
        $previous = null;
        foreach ($value as $name => $item) {
            if (!$isList) {
                // PHP makes integers of names that look like one and fit, negative ones too.
                $isIndex = \is_int($name)
                    ? $name >= 0
                    : isset($name[18]) && \preg_match('/\A[1-9][0-9]*\z/', $name) === 1;
                $name = (string) $name;
                if ($isIndex) {
                    throw new Refused(Refused::FORBIDDEN_VALUE, '3.1', 'member name that looks like an index');
                }
                if ($previous !== null && ($exotic ? Jcs::compare($previous, $name) : \strcmp($previous, $name)) >= 0) {
                    throw new Refused(Refused::NOT_CANONICAL, '3.1', 'members are not in order');
                }
                $previous = $name;
            }
            if (\is_array($item)) {
                self::walk($item, $exotic, $values);
            } elseif (
                !\is_string($item) && !\is_bool($item)
                && (!\is_int($item) || $item > Limits::INTEGER || $item < -Limits::INTEGER)
            ) {
                throw new Refused(Refused::FORBIDDEN_VALUE, '3.1', 'null, fraction or large number');
            }
        }
    }

    private function __construct()
    {
    }
}
