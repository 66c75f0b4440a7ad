<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Positional encodings whose base is no power of two (base58btc, base36). Five digits are handled at a time: with
 * 32-bit limbs every product stays below 2^62, so that no big number extension is needed.
 */
final class BaseX
{
    private const GROUP = 5;
    private const LIMB = 4294967296;

    /** @var array<string, int> */
    private array $values;
    private int $base;
    private int $groupValue;

    public function __construct(private string $alphabet)
    {
        $this->base = strlen($alphabet);
        $this->groupValue = $this->base ** self::GROUP;
        $this->values = array_flip(str_split($alphabet));
        // Digits are keys of an array: PHP turns '0' to '9' into integers, and finds them again.
    }

    /** Bytes of a text, or null when a character does not belong to the alphabet. The caller bounds the length. */
    public function decode(string $text): ?string
    {
        $values = $this->values;
        $length = strlen($text);
        $limbs = [];
        $position = 0;
        $take = $length % self::GROUP ?: self::GROUP;
        while ($position < $length) {
            $value = 0;
            $factor = 1;
            for ($end = $position + $take; $position < $end; $position++) {
                $digit = $values[$text[$position]] ?? null;
                if ($digit === null) {
                    return null;
                }
                $value = $value * $this->base + $digit;
                $factor *= $this->base;
            }
            foreach ($limbs as $index => $limb) {
                $value += $limb * $factor;
                $limbs[$index] = $value & 0xffffffff;
                $value >>= 32;
            }
            if ($value > 0) {
                $limbs[] = $value;
            }
            $take = self::GROUP;
        }
        $bytes = $limbs === [] ? '' : ltrim(pack('N*', ...array_reverse($limbs)), "\0");
        return str_repeat("\0", strspn($text, $this->alphabet[0])) . $bytes;
    }

    public function encode(string $bytes): string
    {
        $zeros = strspn($bytes, "\0");
        $padded = str_repeat("\0", (4 - strlen($bytes) % 4) % 4) . $bytes;
        $groups = [];
        foreach ($padded === '' ? [] : unpack('N*', $padded) as $word) {
            $carry = $word;
            foreach ($groups as $index => $group) {
                $carry += $group * self::LIMB;
                $groups[$index] = $carry % $this->groupValue;
                $carry = intdiv($carry, $this->groupValue);
            }
            while ($carry > 0) {
                $groups[] = $carry % $this->groupValue;
                $carry = intdiv($carry, $this->groupValue);
            }
        }
        $text = '';
        foreach ($groups as $group) {
            for ($digit = 0; $digit < self::GROUP; $digit++) {
                $text .= $this->alphabet[$group % $this->base];
                $group = intdiv($group, $this->base);
            }
        }
        return str_repeat($this->alphabet[0], $zeros) . ltrim(strrev($text), $this->alphabet[0]);
    }
}
