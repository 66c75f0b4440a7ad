<?php

declare(strict_types=1);

namespace Friendica\Database;

use Friendica\Memory;

final class DBStructure
{
    public static function performUpdate(bool $enable_maintenance_mode = true, bool $verbose = false): string
    {
        $definition = [];
        foreach (Memory::$hooks as [$hook, , $function]) {
            if ($hook === 'dbstructure_definition') {
                $function($definition);
            }
        }
        Memory::$tables['definition'] = [$definition];
        return '';
    }
}
