<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Record keys (bridge-spec section 1): 53 bits of microseconds and 10 bits of device, 13 characters that sort by time.
 */
final class RecordKey
{
    public const PATTERN = '[2-7a-j][2-7a-z]{12}';
    private const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';

    public static function isValid(string $text): bool
    {
        return preg_match('/\A' . self::PATTERN . '\z/', $text) === 1;
    }

    public static function encode(int $microseconds, int $device): string
    {
        $number = $microseconds << 10 | $device & 0x3ff;
        $text = '';
        for ($digit = 0; $digit < 13; $digit++) {
            $text = self::ALPHABET[$number & 31] . $text;
            $number >>= 5;
        }
        return $text;
    }

    /** @return array{int, int}|null microseconds since 1970, device */
    public static function decode(string $text): ?array
    {
        if (!self::isValid($text)) {
            return null;
        }
        $number = 0;
        foreach (str_split($text) as $character) {
            $number = $number << 5 | (int) strpos(self::ALPHABET, $character);
        }
        return [$number >> 10, $number & 0x3ff];
    }

    private function __construct()
    {
    }
}
