<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Turns the hashtags of sanitised HTML into links to this hub's own search, as Hubzilla does in its own posts. Only
 * those that the post names as its tags, and not inside links.
 */
final class Hashtags
{
    /** @param list<string> $names without `#` */
    public static function link(string $html, array $names): string
    {
        if ($names === []) {
            return $html;
        }
        $any = implode('|', array_map(static fn (string $name): string => preg_quote($name, '~'), $names));
        $pattern = '~(?<![\p{L}\p{N}_&#/])#(' . $any . ')(?![\p{L}\p{N}_])~iu';
        $parts = preg_split('~(<[^>]*>)~', $html, -1, PREG_SPLIT_DELIM_CAPTURE) ?: [$html];
        $links = 0;
        foreach ($parts as $index => $part) {
            $links += preg_match('~\A<(/?)a\b~', $part, $tag) === 1 ? ($tag[1] === '' ? 1 : -1) : 0;
            if ($index % 2 === 0 && $links === 0) {
                // Null when it would take too long: then without links.
                $parts[$index] = preg_replace_callback($pattern, static fn (array $found): string => '#<a href="'
                    . self::address($found[1]) . '">' . $found[1] . '</a>', $part) ?? $part;
            }
        }
        return implode('', $parts);
    }

    public static function address(string $name): string
    {
        return z_root() . '/search?tag=' . rawurlencode($name);
    }

    private function __construct()
    {
    }
}
