<?php

namespace Zotlabs\Lib;

use Pollen\Hubzilla\Tests\Hub;

class Apps
{
    public static function addon_app_installed($uid, $app, $bypass_filter = false)
    {
        return isset(Hub::$apps[$uid]);
    }
}
