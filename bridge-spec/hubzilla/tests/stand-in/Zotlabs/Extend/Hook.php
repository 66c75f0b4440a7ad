<?php

namespace Zotlabs\Extend;

use Pollen\Hubzilla\Tests\Hub;

class Hook
{
    public static function register($hook, $file, $function, $version = 1, $priority = 0)
    {
        Hub::$hooks[] = [$hook, $function, $priority];
        usort(Hub::$hooks, static fn (array $a, array $b): int => $b[2] <=> $a[2]);
    }

    public static function register_array($file, $arr)
    {
        foreach ($arr as $hook => $function) {
            self::register($hook, $file, $function);
        }
    }

    public static function unregister_by_file($file)
    {
        Hub::$hooks = [];
    }
}
