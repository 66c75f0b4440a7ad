<?php

declare(strict_types=1);

namespace Friendica\Content\Text;

final class HTML
{
    public static function toBBCode(string $message, string $basepath = ''): string
    {
        return html_entity_decode(strip_tags($message), ENT_QUOTES | ENT_HTML5);
    }
}
