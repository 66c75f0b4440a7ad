<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\PortableId;
use Pollen\Server\AddressGuard;
use Pollen\Server\Sanitiser as Html;

/**
 * What a stranger's HTML becomes before HTML::toBBCode() sees it: the server classes' allow-list, with links to Pollen
 * things as stored ids, and none into the server's own network, because Friendica asks for what stands beside an `@`.
 */
final class Sanitiser
{
    private const MENTIONS = 8;
    private const LOOK_BACK = 200;

    public static bool $allowsPrivate = false;

    public static function html(string $html): string
    {
        return self::withFewMentions((new Html(LocalId::of(...), self::isLink(...)))->html($html));
    }

    /**
     * A link is a mention to Friendica when an `@` or `!` stands before it or begins it, and it asks other servers about
     * everybody who is mentioned: so of links elsewhere just the first few stay links there.
     */
    private static function withFewMentions(string $html): string
    {
        $left = self::MENTIONS;
        $written = '';
        $parts = preg_split('~(<a href="[^"]*">|</a>)~', $html, -1, PREG_SPLIT_DELIM_CAPTURE) ?: [];
        $isDropped = false;
        foreach ($parts as $index => $part) {
            if (str_starts_with($part, '<a href="')) {
                $before = rtrim(strip_tags(substr($written, -self::LOOK_BACK)));
                $first = ltrim(strip_tags($parts[$index + 1] ?? ''));
                $isMention = preg_match('~[@!]\z~', $before) === 1 || preg_match('~\A[@!]~', $first) === 1;
                $isElsewhere = !str_starts_with($part, '<a href="ipns:') && !DI::baseUrl()->isLocalUrl(substr($part, 9, -2));
                $isDropped = $isMention && $isElsewhere && --$left < 0;
                $written .= $isDropped ? '' : $part;
            } elseif ($part === '</a>') {
                $written .= $isDropped ? '' : $part;
                $isDropped = false;
            } else {
                $written .= $part;
            }
        }
        return $written;
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
