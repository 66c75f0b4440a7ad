<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Dates of the format: `YYYY-MM-DDThh:mm:ssZ` (bridge-spec section 3.3). They sort as text.
 */
final class Timestamp
{
    private const PATTERN = '/\A(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\z/';

    public static function isValid(mixed $text): bool
    {
        return is_string($text)
            && preg_match(self::PATTERN, $text, $parts) === 1
            // checkdate() knows no year 0, which is a leap year like 2000.
            && checkdate((int) $parts[2], (int) $parts[3], (int) $parts[1] ?: 2000);
    }

    /** Seconds since 1970 of a valid date. */
    public static function seconds(string $text): int
    {
        return (new \DateTimeImmutable($text))->getTimestamp();
    }

    public static function fromSeconds(int $seconds): string
    {
        return gmdate('Y-m-d\TH:i:s\Z', $seconds);
    }

    /** Seconds of a duration like `PT15M`, `PT1H30M` or `P1D`, or null. */
    public static function durationSeconds(mixed $text): ?int
    {
        $pattern = '/\AP(?=.)(?:(\d{1,4})D)?(?:T(?=.)(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?)?\z/';
        if (!is_string($text) || preg_match($pattern, $text, $parts) !== 1) {
            return null;
        }
        return (int) ($parts[1] ?? 0) * 86400 + (int) ($parts[2] ?? 0) * 3600
            + (int) ($parts[3] ?? 0) * 60 + (int) ($parts[4] ?? 0);
    }

    private function __construct()
    {
    }
}
