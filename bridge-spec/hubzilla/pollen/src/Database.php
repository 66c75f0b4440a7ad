<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * The few questions to the database that all tables here need, on top of Hubzilla's `q()`. Names of tables and columns
 * are constants of this addon; values are always quoted.
 */
final class Database
{
    /**
     * @param array<string, string|int> $where equal to; all of them
     * @return array<string, string>|null
     */
    public static function first(string $table, array $where): ?array
    {
        $rows = self::rows('SELECT * FROM ' . $table . ' WHERE ' . self::pairs($where, ' AND ') . ' LIMIT 1');
        return $rows[0] ?? null;
    }

    /**
     * Adds a row, or changes the one that is there.
     *
     * @param array<string, string|int> $key
     * @param array<string, string|int> $fields
     */
    public static function put(string $table, array $key, array $fields): void
    {
        if (self::first($table, $key) !== null) {
            self::change($table, $fields, $key);
            return;
        }
        $row = $key + $fields;
        dbq('INSERT INTO ' . $table . ' (' . implode(', ', array_keys($row)) . ') VALUES ('
            . implode(', ', array_map([self::class, 'value'], array_values($row))) . ')');
    }

    /**
     * @param array<string, string|int> $fields
     * @param array<string, string|int> $where
     */
    public static function change(string $table, array $fields, array $where): void
    {
        dbq('UPDATE ' . $table . ' SET ' . self::pairs($fields, ', ') . ' WHERE ' . self::pairs($where, ' AND '));
    }

    /** @return list<array<string, string>> */
    public static function rows(string $sql): array
    {
        $rows = dbq($sql);
        return is_array($rows) ? array_values($rows) : [];
    }

    public static function value(string|int $value): string
    {
        return is_int($value) ? (string) $value : "'" . dbesc($value) . "'";
    }

    /** @param list<string|int> $values */
    public static function list(array $values): string
    {
        return implode(', ', array_map([self::class, 'value'], $values));
    }

    /** @param array<string, string|int> $fields */
    private static function pairs(array $fields, string $between): string
    {
        $pairs = [];
        foreach ($fields as $name => $value) {
            $pairs[] = $name . ' = ' . self::value($value);
        }
        return implode($between, $pairs);
    }

    private function __construct()
    {
    }
}
