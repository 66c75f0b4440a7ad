<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Chains of successors (bridge-spec section 8.5). Statements may come in any order.
 */
final class Successions
{
    public const LONGEST = 8;

    /**
     * Accounts from $did to the one that goes on now, $did first; ends after eight statements.
     *
     * @param callable(string): ?string $successorOf
     * @return list<string>
     */
    public static function chain(string $did, callable $successorOf): array
    {
        return array_slice(self::follow($did, $successorOf), 0, self::LONGEST + 1);
    }

    /**
     * Such a statement is not accepted.
     *
     * @param callable(string): ?string $successorOf
     */
    public static function closesCircle(Statement $statement, callable $successorOf): bool
    {
        return in_array($statement->did, self::follow($statement->successor, $successorOf), true);
    }

    /**
     * @param callable(string): ?string $successorOf
     * @return list<string>
     */
    private static function follow(string $did, callable $successorOf): array
    {
        $chain = [];
        for ($next = $did; $next !== null && !in_array($next, $chain, true); $next = $successorOf($next)) {
            $chain[] = $next;
        }
        return $chain;
    }

    private function __construct()
    {
    }
}
