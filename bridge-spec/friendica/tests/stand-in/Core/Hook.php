<?php

declare(strict_types=1);

namespace Friendica\Core;

use Friendica\Memory;

final class Hook
{
    public static function register(string $hook, string $file, string $function, int $priority = 0)
    {
        Memory::$hooks[] = [$hook, $file, $function, $priority];
        return true;
    }

    public static function add(string $hook, string $file, string $function)
    {
    }
}
