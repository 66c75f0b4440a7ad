<?php

declare(strict_types=1);

namespace Friendica\Database;

use Friendica\Memory;

/** Tables in memory; conditions as arrays, and the few texts that the addon writes. */
final class DBA
{
    public const NULL_DATETIME = '0001-01-01 00:00:00';

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
            [$column, $descending] = is_int($name) ? [$value, false] : [$name, (bool) $value];
            usort($rows, static fn (array $a, array $b): int => ($descending ? -1 : 1) * ($a[$column] <=> $b[$column]));
        }
        $rows = isset($params['limit']) ? array_slice($rows, 0, (int) $params['limit']) : $rows;
        return $fields === [] ? $rows : array_map(
            static fn (array $row): array => array_merge(array_fill_keys($fields, null), array_intersect_key($row, array_flip($fields))),
            $rows
        );
    }

    public static function insert(string $table, array $param, int $duplicate_mode = 0): bool
    {
        Memory::$writes++;
        if ($table === 'pollen-activity' && Memory::$failAt !== null && --Memory::$failAt === 0) {
            throw new \Error('the database is gone');
        }
        $defaults = [];
        foreach (Memory::$tables['definition'][0][$table]['fields'] ?? [] as $name => $field) {
            if (!isset($param[$name]) && ($field['not null'] ?? '') === '1' && !isset($field['default']) && !isset($field['extra'])) {
                throw new \RuntimeException($table . '.' . $name . ' is missing');
            }
            $defaults[$name] = isset($field['extra']) ? \Friendica\Memory::next() : $field['default'] ?? null;
        }
        foreach ($defaults === [] ? [] : $param as $name => $value) {
            self::fits($table, $name, $value);
        }
        Memory::$tables[$table][] = self::written($param) + $defaults;
        return true;
    }

    public static function update(string $table, array $fields, array $condition, $old_fields = [], array $params = []): bool
    {
        Memory::$writes++;
        foreach (array_keys(self::matching($table, $condition)) as $index) {
            foreach ($fields as $name => $value) {
                self::fits($table, $name, $value);
            }
            Memory::$tables[$table][$index] = self::written($fields) + Memory::$tables[$table][$index];
        }
        return true;
    }

    public static function delete(string $table, array $conditions, array $options = []): bool
    {
        Memory::$writes++;
        foreach (array_keys(self::matching($table, $conditions)) as $index) {
            unset(Memory::$tables[$table][$index]);
        }
        return true;
    }

    public static function count(string $table, array $condition = [], array $params = []): int
    {
        return count(self::matching($table, $condition));
    }

    public static function p(string $sql)
    {
        foreach (Memory::$answers as $part => $rows) {
            if (str_contains($sql, $part)) {
                return $rows;
            }
        }
        return [];
    }

    public static function toArray($stmt, bool $do_close = true, int $count = 0): array
    {
        return $stmt;
    }

    /** @return array<int, array<string, mixed>> */
    private static function matching(string $table, array $condition): array
    {
        return array_filter(Memory::$tables[$table] ?? [], static fn (array $row): bool => self::matches($row, $condition));
    }

    private static function matches(array $row, array $condition): bool
    {
        if (isset($condition[0]) && is_string($condition[0])) {
            $values = array_slice($condition, 1);
            foreach (explode(' AND ', $condition[0]) as $index => $term) {
                preg_match('/^`([a-z-]+)` (=|<=|>=|!=) \?$/', $term, $parts) || throw new \LogicException('stand-in: ' . $term);
                [$left, $right] = [$row[$parts[1]] ?? null, $values[$index]];
                $holds = ['=' => $left == $right, '<=' => $left <= $right, '>=' => $left >= $right, '!=' => $left != $right][$parts[2]];
                if (!$holds) {
                    return false;
                }
            }
            return true;
        }
        foreach ($condition as $name => $value) {
            $is = $row[$name] ?? null;
            $wanted = array_map(static fn ($one) => is_bool($one) ? (int) $one : $one, is_array($value) ? $value : [$value]);
            if (!in_array((string) (is_bool($is) ? (int) $is : $is), array_map('strval', $wanted), true)) {
                return false;
            }
        }
        return true;
    }

    /** The database would cut or refuse what is too long. */
    private static function fits(string $table, string $name, mixed $value): void
    {
        $definition = Memory::$tables['definition'][0][$table]['fields'] ?? null;
        if ($definition === null) {
            return;
        }
        $type = $definition[$name]['type'] ?? throw new \LogicException($table . ' has no ' . $name);
        if (preg_match('/\((\d+)\)/', $type, $parts) === 1 && is_string($value) && strlen($value) > (int) $parts[1]) {
            throw new \LogicException($table . '.' . $name . ' is too short for ' . $value);
        }
    }

    private static function written(array $row): array
    {
        return array_map(static fn ($value) => is_bool($value) ? (int) $value : $value, $row);
    }
}
