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
        Memory::$queue[] = $args;
        return count(Memory::$queue);
    }
}
