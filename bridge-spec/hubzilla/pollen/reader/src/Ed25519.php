<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Strict Ed25519 (bridge-spec section 3.4): RFC 8032 without the cofactor, S below the group order, key and R canonical
 * and not of small order. libsodium checks the same; it is done here too because builds and substitutes of it differ.
 */
final class Ed25519
{
    /** The group order L, biggest byte first. */
    private const ORDER = "\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        . "\x14\xde\xf9\xde\xa2\xf7\x9c\xd6\x58\x12\x63\x1a\x5c\xf5\xd3\xed";
    /** p = 2^255 - 19, biggest byte first. */
    private const FIELD = "\x7f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
        . "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xed";
    /** Canonical y of the points of small order, sign bit cleared, biggest byte first, in hexadecimal. */
    private const SMALL_ORDER = [
        '0000000000000000000000000000000000000000000000000000000000000000' => true,
        '0000000000000000000000000000000000000000000000000000000000000001' => true,
        '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826' => true,
        '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7' => true,
        '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec' => true,
    ];

    public static function verify(string $signature, string $message, string $publicKey): bool
    {
        return strlen($signature) === SODIUM_CRYPTO_SIGN_BYTES
            && self::isUsablePoint($publicKey)
            && self::isUsablePoint(substr($signature, 0, 32))
            && strcmp(strrev(substr($signature, 32)), self::ORDER) < 0
            && sodium_crypto_sign_verify_detached($signature, $message, $publicKey);
    }

    /** 32 bytes, canonical, not of small order. Whether it is on the curve is found by verify(). */
    public static function isUsablePoint(string $point): bool
    {
        if (strlen($point) !== 32) {
            return false;
        }
        $y = strrev($point);
        $y[0] = chr(ord($y[0]) & 0x7f);
        return strcmp($y, self::FIELD) < 0 && !isset(self::SMALL_ORDER[bin2hex($y)]);
    }

    private function __construct()
    {
    }
}
