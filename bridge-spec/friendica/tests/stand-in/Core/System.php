<?php

declare(strict_types=1);

namespace Friendica\Core;

final class System
{
    public static function getTempPath()
    {
        return sys_get_temp_dir();
    }
}
