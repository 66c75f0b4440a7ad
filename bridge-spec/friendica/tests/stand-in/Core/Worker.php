<?php

declare(strict_types=1);

namespace Friendica\Core;

use Friendica\Memory;

final class Worker
{
    public const PRIORITY_HIGH = 20;
    public const PRIORITY_MEDIUM = 30;

    public static function add(...$args)
    {
        foreach (Memory::$queue as $waiting) {
            if (array_slice($waiting, 1) === array_slice($args, 1)) {
                return 0;
            }
        }
        Memory::$queue[] = $args;
        return count(Memory::$queue);
    }
}
