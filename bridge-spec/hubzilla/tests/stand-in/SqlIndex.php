<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

/**
 * Finds rows of large tables by the value of a column, so that what is measured with thousands of accounts is the addon
 * and not the stand-in. Rows that it names may have changed since and are looked at again; none is missing.
 */
final class SqlIndex
{
    private const LARGE = 64;

    /** @var array<string, array<string, array{int, array<string, list<int>>}>> by table and column: rows seen, places by value */
    private static array $places = [];

    /**
     * Places of the rows that may have the value; null for tables that are as quickly read.
     *
     * @return list<int>|null
     */
    public static function find(string $table, string $column, string $value): ?array
    {
        $rows = Sql::$tables[$table] ?? [];
        if (count($rows) < self::LARGE || !array_key_exists($column, $rows[0])) {
            return null;
        }
        [$seen, $places] = self::$places[$table][$column] ?? [0, []];
        // Not held twice while it grows.
        unset(self::$places[$table][$column]);
        if ($seen > count($rows)) {
            [$seen, $places] = [0, []];
        }
        for (; $seen < count($rows); $seen++) {
            $places[(string) ($rows[$seen][$column] ?? '')][] = $seen;
        }
        self::$places[$table][$column] = [$seen, $places];
        return $places[$value] ?? [];
    }

    /** @param array<string, mixed> $fields that a row has got */
    public static function changed(string $table, int $place, array $fields): void
    {
        foreach (array_intersect_key($fields, self::$places[$table] ?? []) as $column => $value) {
            if (self::$places[$table][$column][0] > $place) {
                self::$places[$table][$column][1][(string) $value][] = $place;
            }
        }
    }

    public static function forget(string $table): void
    {
        unset(self::$places[$table]);
    }

    public static function forgetAll(): void
    {
        self::$places = [];
    }
}
