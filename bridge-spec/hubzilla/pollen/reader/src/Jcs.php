<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * JSON Canonicalization Scheme, RFC 8785, for any JSON value decoded with json_decode($text) (objects as stdClass).
 * Documents of this format never need it: their files are canonical already (see SignedJson). It serves what others
 * sign.
 */
final class Jcs
{
    public const FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS;

    /** @throws \InvalidArgumentException for values without canonical form: NaN, infinity, broken UTF-8 */
    public static function encode(mixed $value): string
    {
        if (is_float($value)) {
            return self::number($value);
        }
        if (is_array($value) && array_is_list($value)) {
            return '[' . implode(',', array_map([self::class, 'encode'], $value)) . ']';
        }
        if (is_array($value) || is_object($value)) {
            return self::members((array) $value);
        }
        $text = json_encode($value, self::FLAGS);
        if ($text === false) {
            throw new \InvalidArgumentException('no canonical form: ' . json_last_error_msg());
        }
        return $text;
    }

    /** Order of member names: UTF-16 code units. */
    public static function compare(string $left, string $right): int
    {
        // UTF-8 keeps that order but for characters above U+FFFF, which UTF-16 puts before U+E000.
        return strpbrk($left . $right, "\xee\xef\xf0\xf1\xf2\xf3\xf4") === false
            ? strcmp($left, $right)
            : strcmp(self::utf16($left), self::utf16($right));
    }

    private static function utf16(string $text): string
    {
        return (string) mb_convert_encoding($text, 'UTF-16BE', 'UTF-8');
    }

    /** @param array<array-key, mixed> $members */
    private static function members(array $members): string
    {
        uksort($members, static fn ($left, $right): int => self::compare((string) $left, (string) $right));
        $parts = [];
        foreach ($members as $name => $value) {
            $parts[] = self::encode((string) $name) . ':' . self::encode($value);
        }
        return '{' . implode(',', $parts) . '}';
    }

    /** The text that ECMAScript gives a number. */
    public static function number(float $number): string
    {
        if (is_nan($number) || is_infinite($number)) {
            throw new \InvalidArgumentException('no canonical form: not a finite number');
        }
        if ($number === 0.0) {
            return '0';
        }
        // 17 digits at most, the shortest that read back as the same number, whatever the ini settings say.
        $precision = 1;
        do {
            $text = sprintf('%.' . ($precision - 1) . 'e', abs($number));
        } while ((float) $text !== abs($number) && $precision++ < 17);
        [$mantissa, $exponent] = explode('e', $text);
        $digits = rtrim(str_replace('.', '', $mantissa), '0');
        $point = (int) $exponent + 1;
        return ($number < 0 ? '-' : '') . self::place($digits, $point);
    }

    /** Puts the decimal point after the first $point of the digits, as ECMAScript's Number::toString does. */
    private static function place(string $digits, int $point): string
    {
        $count = strlen($digits);
        if ($count <= $point && $point <= 21) {
            return $digits . str_repeat('0', $point - $count);
        }
        if ($point > 0 && $point <= 21) {
            return substr($digits, 0, $point) . '.' . substr($digits, $point);
        }
        if ($point > -6 && $point <= 0) {
            return '0.' . str_repeat('0', -$point) . $digits;
        }
        $exponent = ($point > 0 ? 'e+' : 'e-') . abs($point - 1);
        return $digits[0] . ($count > 1 ? '.' . substr($digits, 1) : '') . $exponent;
    }
}
