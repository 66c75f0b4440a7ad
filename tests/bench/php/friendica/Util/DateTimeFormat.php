<?php

declare(strict_types=1);

namespace Friendica\Util;

/** By the played clock. */
final class DateTimeFormat
{
    public const MYSQL = 'Y-m-d H:i:s';

    public static function utcNow(string $format = self::MYSQL): string
    {
        return gmdate($format, \Clock::$now);
    }
}
