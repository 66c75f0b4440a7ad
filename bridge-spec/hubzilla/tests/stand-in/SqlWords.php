<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

/** The words of a statement, one after the other, and the conditions that they make up: comparisons, IN, AND, OR, parentheses. */
abstract class SqlWords
{
    /** @var list<string> */
    protected array $tokens;
    protected int $at = 0;

    final protected function __construct(string $sql)
    {
        preg_match_all("~'(?:[^'\\\\]|\\\\.|'')*'|[A-Za-z_][A-Za-z0-9_.]*|\\d+|<>|<=|>=|[-+*=<>(),]~", $sql, $found);
        $this->tokens = $found[0];
    }

    /** @return \Closure(array<string, mixed>): bool */
    protected function condition(): \Closure
    {
        $left = $this->conjunction();
        while ($this->takes('or')) {
            $right = $this->conjunction();
            $left = static fn (array $row): bool => $left($row) || $right($row);
        }
        return $left;
    }

    private function conjunction(): \Closure
    {
        $left = $this->comparison();
        while ($this->takes('and')) {
            $right = $this->comparison();
            $left = static fn (array $row): bool => $left($row) && $right($row);
        }
        return $left;
    }

    private function comparison(): \Closure
    {
        if ($this->takes('(')) {
            $inner = $this->condition();
            $this->expect(')');
            return $inner;
        }
        $left = $this->operand();
        if ($this->takes('in')) {
            $values = array_map([self::class, 'literal'], $this->inParentheses());
            return static fn (array $row): bool => in_array((string) $left($row), array_map('strval', $values), true);
        }
        $operator = $this->next();
        $right = $this->operand();
        return match ($operator) {
            '=' => static fn (array $row): bool => (string) $left($row) === (string) $right($row),
            '<>' => static fn (array $row): bool => (string) $left($row) !== (string) $right($row),
            '<' => static fn (array $row): bool => $left($row) < $right($row),
            '<=' => static fn (array $row): bool => $left($row) <= $right($row),
            '>=' => static fn (array $row): bool => $left($row) >= $right($row),
            default => throw new \LogicException('SQL operator ' . $operator),
        };
    }

    /** @return \Closure(array<string, mixed>): mixed */
    private function operand(): \Closure
    {
        $token = $this->next();
        if ($token[0] === "'" || ctype_digit($token)) {
            $value = self::literal($token);
            return static fn (): mixed => $value;
        }
        $name = self::bare($token);
        return static fn (array $row): mixed => $row[$name] ?? '';
    }

    /** @return list<string> */
    protected function inParentheses(): array
    {
        $this->expect('(');
        $values = [];
        do {
            $values[] = $this->next();
        } while ($this->takes(','));
        $this->expect(')');
        return $values;
    }

    protected static function bare(string $name): string
    {
        return str_contains($name, '.') ? substr($name, strrpos($name, '.') + 1) : $name;
    }

    protected static function literal(string $token): string|int
    {
        return $token[0] === "'" ? stripslashes(substr($token, 1, -1)) : (int) $token;
    }

    protected function next(): string
    {
        return $this->tokens[$this->at++] ?? throw new \LogicException('SQL ends');
    }

    protected function takes(string $word): bool
    {
        if (strtolower($this->tokens[$this->at] ?? '') !== $word) {
            return false;
        }
        $this->at++;
        return true;
    }

    protected function expect(string $word): void
    {
        if (!$this->takes($word)) {
            throw new \LogicException('SQL: ' . $word . ' expected in ' . implode(' ', $this->tokens));
        }
    }
}
