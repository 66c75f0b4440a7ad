<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

/**
 * A small database in memory for the SQL that the addon writes: SELECT with joins, AND, OR, ORDER BY and LIMIT; INSERT,
 * UPDATE, DELETE. Statements that it does not understand are failures, not silence.
 */
final class Sql extends SqlWords
{
    /** @var array<string, list<array<string, mixed>>> */
    public static array $tables = [];
    /** @var array<string, array<string, mixed>> what columns have when nothing is said */
    private static array $defaults = [];
    /** @var list<string> statements that changed something */
    public static array $written = [];
    /** @return list<array<string, mixed>>|bool */
    public static function run(string $sql): array|bool
    {
        $self = new self($sql);
        $verb = strtolower($self->next());
        if ($verb !== 'select') {
            self::$written[] = $sql;
        }
        return match ($verb) {
            'select' => $self->select(),
            'insert' => $self->insert(),
            'update' => $self->update(),
            'delete' => $self->delete(),
            'create' => self::create($sql),
            'drop' => true,
            default => throw new \LogicException('SQL: ' . $sql),
        };
    }

    private static function create(string $sql): bool
    {
        preg_match('~^CREATE TABLE IF NOT EXISTS (\w+)~', $sql, $table);
        preg_match_all("~(\w+) \w+(?:\(\d+\))? NOT NULL DEFAULT ('[^']*'|\d+)~", $sql, $columns, PREG_SET_ORDER);
        foreach ($columns as [, $name, $value]) {
            self::$defaults[$table[1]][$name] = self::literal($value);
        }
        return true;
    }

    /** @return list<array<string, mixed>> */
    private function select(): array
    {
        $columns = [];
        do {
            $name = $this->next();
            if (str_ends_with($name, '.')) {
                $this->expect('*');
            }
            if ($this->takes('(')) {
                $this->next();
                $this->expect(')');
                $name = 'count';
            }
            $columns[] = [$name, $this->takes('as') ? $this->next() : self::bare($name)];
        } while ($this->takes(','));
        $distinct = strtolower($columns[0][0]) === 'distinct';
        if ($distinct) {
            $columns = [[$this->next(), '']];
            $columns[0][1] = self::bare($columns[0][0]);
        }
        $this->expect('from');
        $rows = $this->candidates($this->next());
        while ($this->takes('join')) {
            $rows = $this->join($rows, $this->next());
        }
        $rows = $this->where($rows);
        if ($this->takes('order')) {
            $this->expect('by');
            $by = self::bare($this->next());
            usort($rows, static fn (array $a, array $b): int => $a[$by] <=> $b[$by]);
            $rows = $this->takes('desc') ? array_reverse($rows) : $rows;
        }
        $rows = $this->takes('limit') ? array_slice($rows, 0, (int) $this->next()) : $rows;
        if (isset($this->tokens[$this->at])) {
            throw new \LogicException('SQL: ' . implode(' ', array_slice($this->tokens, $this->at)));
        }
        if ($columns[0][0] === 'count') {
            return [[$columns[0][1] => (string) count($rows)]];
        }
        $picked = array_map(static fn (array $row): array => self::pick($row, $columns), $rows);
        return $distinct ? array_values(array_unique($picked, SORT_REGULAR)) : $picked;
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @return list<array<string, mixed>>
     */
    private function join(array $rows, string $table): array
    {
        $this->expect('on');
        $names = [self::bare($this->tokens[$this->at]), self::bare($this->tokens[$this->at + 2])];
        $condition = $this->condition();
        $joined = [];
        foreach ($rows as $row) {
            [$theirs, $ours] = array_key_exists($names[0], $row) ? [$names[1], $names[0]] : $names;
            $places = SqlIndex::find($table, $theirs, (string) ($row[$ours] ?? ''));
            $others = $places === null ? self::$tables[$table] ?? [] : self::at($table, $places);
            foreach ($others as $more) {
                $both = $more + $row;
                if ($condition($both)) {
                    $joined[] = $both;
                }
            }
        }
        return $joined;
    }

    /** Rows that can satisfy the most telling of the condition's comparisons. @return array<int, array<string, mixed>> by place */
    private function candidates(string $table): array
    {
        $words = array_map('strtolower', $this->tokens);
        $where = in_array('or', $words, true) ? false : array_search('where', $words, true);
        $fewest = null;
        for ($at = $where === false ? count($words) : $where + 1; $at + 2 < count($words); $at++) {
            if ($words[$at + 1] === '=' && $this->tokens[$at + 2][0] === "'") {
                $value = (string) self::literal($this->tokens[$at + 2]);
                $places = SqlIndex::find($table, self::bare($this->tokens[$at]), $value);
                $fewest = $places !== null && count($places) < count($fewest ?? self::$tables[$table]) ? $places : $fewest;
            }
        }
        return $fewest === null ? self::$tables[$table] ?? [] : self::at($table, $fewest);
    }

    /**
     * @param list<int> $places
     * @return array<int, array<string, mixed>>
     */
    private static function at(string $table, array $places): array
    {
        $rows = [];
        foreach ($places as $place) {
            $rows[$place] = self::$tables[$table][$place];
        }
        return $rows;
    }

    private function insert(): bool
    {
        $this->expect('into');
        $table = $this->next();
        $names = $this->inParentheses();
        $this->expect('values');
        $values = array_map([self::class, 'literal'], $this->inParentheses());
        self::$tables[$table][] = array_combine($names, $values) + (self::$defaults[$table] ?? []);
        return true;
    }

    private function update(): bool
    {
        $table = $this->next();
        $this->expect('set');
        $fields = [];
        do {
            $name = $this->next();
            $this->expect('=');
            $fields[$name] = self::literal($this->next());
        } while ($this->takes(','));
        $condition = $this->takes('where') ? $this->condition() : static fn (): bool => true;
        foreach ($this->candidates($table) as $index => $row) {
            if ($condition($row)) {
                self::$tables[$table][$index] = $fields + $row;
                SqlIndex::changed($table, $index, $fields);
            }
        }
        return true;
    }

    private function delete(): bool
    {
        $this->expect('from');
        $table = $this->next();
        $condition = $this->takes('where') ? $this->condition() : static fn (): bool => true;
        $kept = array_filter(self::$tables[$table] ?? [], static fn (array $row): bool => !$condition($row));
        self::$tables[$table] = array_values($kept);
        SqlIndex::forget($table);
        return true;
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @return list<array<string, mixed>>
     */
    private function where(array $rows): array
    {
        return $this->takes('where') ? array_values(array_filter($rows, $this->condition())) : $rows;
    }

    /**
     * @param array<string, mixed> $row
     * @param list<array{string, string}> $columns
     * @return array<string, mixed>
     */
    private static function pick(array $row, array $columns): array
    {
        $picked = [];
        foreach ($columns as [$name, $as]) {
            if (str_ends_with($name, '*') || str_ends_with($name, '.')) {
                return $row;
            }
            $picked[$as] = $row[self::bare($name)] ?? '';
        }
        return $picked;
    }
}
