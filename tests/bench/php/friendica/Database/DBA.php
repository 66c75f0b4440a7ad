<?php

declare(strict_types=1);

namespace Friendica\Database;

use Friendica\Memory;

/**
 * Tables in memory as those of the addon's tests, with an index for every column that is asked for, as the real tables
 * have: what is measured is the addon. Writes are counted by their size.
 */
final class DBA
{
    public const NULL_DATETIME = '0001-01-01 00:00:00';

    /** @var list<int> bytes of what was written, by statement */
    public static array $writes = [];
    /** @var array<string, array<string, array<string, array<int, true>>>> places by table, column and value */
    private static array $places = [];

    public static function exists(string $table, array $condition): bool
    {
        return self::matching($table, $condition) !== [];
    }

    public static function selectFirst($table, array $fields = [], array $condition = [], array $params = [])
    {
        return self::selectToArray($table, $fields, $condition, $params)[0] ?? false;
    }

    public static function selectToArray(string $table, array $fields = [], array $condition = [], array $params = [])
    {
        $rows = array_values(self::matching($table, $condition));
        foreach ($params['order'] ?? [] as $name => $value) {
            [$column, $sign] = is_int($name) ? [$value, 1] : [$name, $value ? -1 : 1];
            usort($rows, static fn (array $a, array $b): int => $sign * ($a[$column] <=> $b[$column]));
        }
        return isset($params['limit']) ? array_slice($rows, 0, (int) $params['limit']) : $rows;
    }

    public static function insert(string $table, array $param, int $duplicate_mode = 0): bool
    {
        $defaults = [];
        foreach (Memory::$tables['definition'][0][$table]['fields'] ?? [] as $name => $field) {
            $defaults[$name] = isset($field['extra']) ? Memory::next() : $field['default'] ?? null;
        }
        $row = self::plain($param) + $defaults;
        $place = count(Memory::$tables[$table] ?? []);
        Memory::$tables[$table][] = $row;
        self::index($table, $place, $row);
        self::count($table, $param, []);
        return true;
    }

    public static function update(string $table, array $fields, array $condition, $old_fields = [], array $params = []): bool
    {
        self::count($table, $fields, $condition);
        $fields = self::plain($fields);
        foreach (array_keys(self::matching($table, $condition)) as $place) {
            Memory::$tables[$table][$place] = $fields + Memory::$tables[$table][$place];
            self::index($table, $place, $fields);
        }
        return true;
    }

    public static function delete(string $table, array $conditions, array $options = []): bool
    {
        self::count($table, [], $conditions);
        foreach (array_keys(self::matching($table, $conditions)) as $place) {
            unset(Memory::$tables[$table][$place]);
        }
        Memory::$tables[$table] = array_values(Memory::$tables[$table] ?? []);
        unset(self::$places[$table]);
        return true;
    }

    public static function p(string $sql)
    {
        return [];
    }

    public static function toArray($stmt, bool $do_close = true, int $count = 0): array
    {
        return $stmt;
    }

    /** @return array<int, array<string, mixed>> by place */
    private static function matching(string $table, array $condition): array
    {
        $rows = Memory::$tables[$table] ?? [];
        $terms = [];
        if (isset($condition[0]) && is_string($condition[0])) {
            foreach (explode(' AND ', $condition[0]) as $index => $term) {
                preg_match('/^`([a-z-]+)` (=|<=|!=|<|>|>=) \?$/', $term, $parts) || throw new \LogicException($term);
                $terms[] = [$parts[1], $parts[2], [(string) $condition[$index + 1]]];
            }
        } else {
            foreach (self::plain($condition) as $column => $wanted) {
                $terms[] = [$column, '=', array_map('strval', (array) $wanted)];
            }
        }
        foreach ($terms as [$column, $operator, $wanted]) {
            if ($operator === '=' && count($wanted) === 1) {
                $rows = self::having($table, $column, $wanted[0]);
                break;
            }
        }
        return array_filter($rows, static function (array $row) use ($terms): bool {
            foreach ($terms as [$column, $operator, $wanted]) {
                $value = (string) ($row[$column] ?? '');
                $holds = match ($operator) {
                    '=' => in_array($value, $wanted, true),
                    '!=' => $value !== $wanted[0],
                    '<' => $value < $wanted[0],
                    '<=' => $value <= $wanted[0],
                    '>' => $value > $wanted[0],
                    '>=' => $value >= $wanted[0],
                };
                if (!$holds) {
                    return false;
                }
            }
            return true;
        });
    }

    /** @return array<int, array<string, mixed>> by place */
    private static function having(string $table, string $column, string $value): array
    {
        self::$places[$table][$column] ??= self::places(Memory::$tables[$table] ?? [], $column);
        $rows = [];
        foreach (array_keys(self::$places[$table][$column][$value] ?? []) as $place) {
            $rows[$place] = Memory::$tables[$table][$place];
        }
        return $rows;
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @return array<string, array<int, true>>
     */
    private static function places(array $rows, string $column): array
    {
        $places = [];
        foreach ($rows as $place => $row) {
            $places[(string) ($row[$column] ?? '')][$place] = true;
        }
        return $places;
    }

    /** Rows are looked at again when they are asked for, so places of former values may stay. */
    private static function index(string $table, int $place, array $fields): void
    {
        foreach (array_intersect_key($fields, self::$places[$table] ?? []) as $column => $value) {
            self::$places[$table][$column][(string) $value][$place] = true;
        }
    }

    private static function count(string $table, array $fields, array $condition): void
    {
        self::$writes[] = strlen($table . json_encode([$fields, $condition], JSON_UNESCAPED_SLASHES));
    }

    private static function plain(array $row): array
    {
        return array_map(static fn ($value) => is_bool($value) ? (int) $value : $value, $row);
    }
}
