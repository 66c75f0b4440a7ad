<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

/**
 * Counts checks and remembers those that failed.
 */
final class Checks
{
    public int $count = 0;
    /** @var list<string> */
    public array $failures = [];
    private string $place = '';

    /** What the following checks are about. */
    public function about(string $place): void
    {
        $this->place = $place;
    }

    public function same(mixed $expected, mixed $actual, string $what): void
    {
        $this->count++;
        if ($expected !== $actual) {
            $this->failures[] = $this->place . ': ' . $what . "\n    expected " . self::show($expected)
                . "\n    got      " . self::show($actual);
        }
    }

    public function true(bool $actual, string $what): void
    {
        $this->same(true, $actual, $what);
    }

    private static function show(mixed $value): string
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR;
        $text = (string) json_encode($value, $flags);
        return strlen($text) > 800 ? substr($text, 0, 800) . '…' : $text;
    }
}
