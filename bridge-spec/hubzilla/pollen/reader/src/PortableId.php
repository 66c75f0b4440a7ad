<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An id in canonical form, `ap://DID/path#fragment` (bridge-spec section 2). All comparisons, storage keys and tests of
 * ownership use `canonical`; what a document or a person wrote is only a way to say it.
 */
final class PortableId
{
    private const FORM = '/\A(?:[Aa][Pp](?:\+[Ee][Ff]61)?:\/\/|[Hh][Tt][Tt][Pp][Ss]?:\/\/[A-Za-z0-9.:\[\]-]+'
        . '\/\.well-known\/apgateway\/)did(?::|%3[Aa])key(?::|%3[Aa])(z6Mk[1-9A-HJ-NP-Za-km-z]{44})'
        . '\/([!-"$->@-~]*)(?:\?[!-"$-~]*)?(?:#([!-~]*))?\z/';
    private const STRAY = '/\\\\|\/\/|(?:^|\/)(?:\.|%2[Ee]){1,2}(?:\/|$)/';

    private function __construct(
        public readonly string $canonical,
        public readonly string $did,
        /** Path below the account's folder, without leading slash. */
        public readonly string $path,
        /** Empty when there is none. */
        public readonly string $fragment
    ) {
    }

    /** Understands `ap:`, `ap+ef61:` and http(s) forms; null when the text is no portable id of an Ed25519 key. */
    public static function parse(mixed $text): ?self
    {
        if (
            !is_string($text) || strlen($text) > Limits::URL_CHARACTERS
            || preg_match(self::FORM, $text, $parts) !== 1
            || preg_match(self::STRAY, '/' . $parts[2]) === 1
        ) {
            return null;
        }
        $did = Did::PREFIX . $parts[1];
        $fragment = $parts[3] ?? '';
        $canonical = 'ap://' . $did . '/' . $parts[2] . ($fragment === '' ? '' : '#' . $fragment);
        return strlen($canonical) <= Limits::ID_CHARACTERS && self::isKey($parts[1])
            ? new self($canonical, $did, $parts[2], $fragment)
            : null;
    }

    /**
     * A portable id, or an http(s) URL that can be the id of something elsewhere (bridge-spec section 2.5).
     */
    public static function isAnyId(mixed $text): bool
    {
        return is_string($text) && (self::parse($text) !== null
            || (self::isWebUrl($text) && preg_match('/\/\.well-known\/apgateway\/did/i', $text) !== 1));
    }

    /** An http(s) URL without user name, password, blanks, control characters and backslashes, not too long. */
    public static function isWebUrl(mixed $text): bool
    {
        return is_string($text) && strlen($text) <= Limits::URL_CHARACTERS
            && preg_match('/\Ahttps?:\/\/[^\/?#@\x00-\x20\x7f\\\\]+(?:[\/?#][^\x00-\x20\x7f\\\\]*)?\z/i', $text) === 1;
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

    /** Path of its file in the tree, without leading slash; null when it names no file. Media lie at the top. */
    public function treePath(): ?string
    {
        if ($this->path === '' || str_ends_with($this->path, '/')) {
            return null;
        }
        return str_starts_with($this->path, 'm/')
            ? $this->path
            : '.well-known/apgateway/' . $this->did . '/' . $this->path;
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
