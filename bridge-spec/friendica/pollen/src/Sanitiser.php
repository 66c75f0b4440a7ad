<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Pollen\Reader\PortableId;
use Pollen\Server\AddressGuard;
use Pollen\Server\Sanitiser as Html;

/**
 * What a stranger's HTML becomes before HTML::toBBCode() sees it: the server classes' allow-list, with links to Pollen
 * things as stored ids, and none into the server's own network, because Friendica asks for what stands beside an `@`.
 */
final class Sanitiser
{
    public static bool $allowsPrivate = false;

    public static function html(string $html): string
    {
        return (new Html(LocalId::of(...), self::isLink(...)))->html($html);
    }

    public static function text(string $text): string
    {
        return Html::text($text);
    }

    public static function plain(string $text, int $maxCharacters = 4096): string
    {
        return Html::plain($text, $maxCharacters);
    }

    /** A web address that may be shown as a link and asked for by others. */
    public static function isLink(string $href): bool
    {
        return PortableId::isWebUrl($href) && (self::$allowsPrivate || AddressGuard::looksPublic($href));
    }

    private function __construct()
    {
    }
}
