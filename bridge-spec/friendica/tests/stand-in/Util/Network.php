<?php

declare(strict_types=1);

namespace Friendica\Util;

use Friendica\Memory;

final class Network
{
    public static function postdata()
    {
        return '';
    }

    public static function isUrlBlocked(string $url): bool
    {
        return in_array(parse_url($url, PHP_URL_HOST), Memory::$config['system.blocklist'] ?? [], true);
    }
}
