<?php

namespace Zotlabs\Daemon;

use Pollen\Hubzilla\Tests\Hub;

class Master
{
    public static function Summon($arr)
    {
        Hub::$jobs[] = $arr;
    }
}
