<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An id in canonical form, `ap://DID/path#fragment` (bridge-spec section 2). All comparisons, storage keys and tests of
 * ownership use `canonical`; what a document or a person wrote is only a way to say it.
 */
final class PortableId
{
    private const DID = 'did(?::|%3[Aa])key(?::|%3[Aa])(z6Mk[1-9A-HJ-NP-Za-km-z]{44})';
    private const PATH = '((?:\/[A-Za-z0-9._~!$&\'()*+,;=:@-]+)+)(?:\?[!-~]*?)?(?:#([A-Za-z0-9._~!$&\'()*+,;=:@\/?-]*))?';
    private const PORTABLE = '/\A(?:[Aa][Pp](?:\+[Ee][Ff]61)?:\/\/)' . self::DID . self::PATH . '\z/';
    private const HOSTED = '/\A(?:https:\/\/[A-Za-z0-9._-]+|https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?'
        . '\/\.well-known\/apgateway\/' . self::DID . self::PATH . '\z/i';

    private function __construct(
        public readonly string $canonical,
        public readonly string $did,
        /** Path below the account's folder, without leading slash. */
        public readonly string $path,
        /** Empty when there is none. */
        public readonly string $fragment
    ) {
    }

    /** Understands `ap:`, `ap+ef61:` and https forms; null when the text is no portable id of an Ed25519 key. */
    public static function parse(mixed $text): ?self
    {
        if (!is_string($text) || strlen($text) > Limits::ADDRESS_CHARACTERS) {
            return null;
        }
        $portable = isset($text[0]) && ($text[0] === 'a' || $text[0] === 'A');
        if (preg_match($portable ? self::PORTABLE : self::HOSTED, $text, $parts) !== 1) {
            return null;
        }
        $did = Did::PREFIX . $parts[1];
        $path = substr($parts[2], 1);
        $fragment = $parts[3] ?? '';
        $canonical = 'ap://' . $did . '/' . $path . ($fragment === '' ? '' : '#' . $fragment);
        return strlen($canonical) <= Limits::ID_CHARACTERS
            && preg_match('/(?:^|\/)\.\.?(?:\/|$)/', $path) !== 1
            && self::isKey($parts[1])
            ? new self($canonical, $did, $path, $fragment)
            : null;
    }

    /** Decoding a key costs more than everything else here, and a page names the same one a hundred times. */
    private static function isKey(string $multikey): bool
    {
        static $known = [];
        if (!isset($known[$multikey])) {
            if (Did::publicKeyOfMultikey($multikey) === null) {
                return false;
            }
            $known = array_slice($known, -63, 63, true) + [$multikey => true];
        }
        return true;
    }

    /** The canonical form, or null. */
    public static function canonical(mixed $text): ?string
    {
        return self::parse($text)?->canonical;
    }

    /** Canonical form of a portable id, any other text as it is: what to compare and store ids of anybody by. */
    public static function normalize(string $id): string
    {
        return self::canonical($id) ?? $id;
    }
}
