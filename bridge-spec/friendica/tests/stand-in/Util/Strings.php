<?php

declare(strict_types=1);

namespace Friendica\Util;

final class Strings
{
    public static function normaliseLink(string $url): string
    {
        return rtrim(str_replace(['https:', '//www.'], ['http:', '//'], $url), '/');
    }
}
