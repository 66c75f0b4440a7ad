<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The text encodings that names and digests use: base58btc (`z`), base36 (`k`), base32 (`b`) and base64url (`u`).
 */
final class Multibase
{
    private static ?BaseX $base58 = null;
    private static ?BaseX $base36 = null;

    /** Bytes of a multibase text of at most $maxCharacters, or null. */
    public static function decode(string $text, int $maxCharacters = 1024): ?string
    {
        if ($text === '' || strlen($text) > $maxCharacters) {
            return null;
        }
        $digits = substr($text, 1);
        switch ($text[0]) {
            case 'z':
                return self::base58()->decode($digits);
            case 'k':
                return self::base36()->decode($digits);
            case 'b':
                return self::base32Decode($digits);
            case 'u':
                return self::base64UrlDecode($digits);
            default:
                return null;
        }
    }

    public static function base58(): BaseX
    {
        return self::$base58 ??= new BaseX('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz');
    }

    public static function base36(): BaseX
    {
        return self::$base36 ??= new BaseX('0123456789abcdefghijklmnopqrstuvwxyz');
    }

    /** RFC 4648, lower case, no padding. Bits left over must be zero. */
    public static function base32Decode(string $digits): ?string
    {
        $bytes = '';
        $bits = 0;
        $value = 0;
        for ($position = 0, $length = strlen($digits); $position < $length; $position++) {
            $digit = strpos('abcdefghijklmnopqrstuvwxyz234567', $digits[$position]);
            if ($digit === false) {
                return null;
            }
            $value = ($value << 5 | $digit) & 0xfff;
            $bits += 5;
            if ($bits >= 8) {
                $bits -= 8;
                $bytes .= chr($value >> $bits & 0xff);
            }
        }
        return $bits < 5 && ($value & (1 << $bits) - 1) === 0 ? $bytes : null;
    }

    private static function base64UrlDecode(string $digits): ?string
    {
        if (preg_match('/\A[A-Za-z0-9_-]*\z/', $digits) !== 1) {
            return null;
        }
        $bytes = base64_decode(strtr($digits, '-_', '+/'), true);
        return $bytes !== false && rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=') === $digits ? $bytes : null;
    }
}
