<?php

declare(strict_types=1);

namespace Friendica\Core;

use Friendica\Memory;

/** The queue leaves out what waits already, found by a key. */
final class Worker
{
    public const PRIORITY_HIGH = 20;
    public const PRIORITY_MEDIUM = 30;

    public static function add(...$args)
    {
        $key = implode(' ', array_slice($args, 1, 2));
        if (isset(Memory::$queue[$key])) {
            return 0;
        }
        Memory::$queue[$key] = $args;
        return count(Memory::$queue);
    }
}
