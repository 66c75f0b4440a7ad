<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Hubzilla puts attached pictures, videos and sounds before the text, where a tall one hides it. Here they come after it.
 */
final class Pictures
{
    /** @param array<string, mixed> $item as Activity::decode_note() makes it: `attach` and `body` */
    public static function belowText(array $item): string
    {
        $body = (string) ($item['body'] ?? '');
        $pieces = array_map([self::class, 'piece'], is_array($item['attach'] ?? null) ? $item['attach'] : []);
        $moved = [];
        do {
            $before = count($moved);
            foreach ($pieces as $index => $piece) {
                if (str_starts_with($body, $piece)) {
                    $body = substr($body, strlen($piece));
                    $moved[] = rtrim($piece);
                    unset($pieces[$index]);
                }
            }
        } while (count($moved) > $before);
        return $moved === [] ? $body : ltrim(rtrim($body) . "\n\n" . implode("\n", $moved));
    }

    /** Exactly what Activity::bb_attach() writes. @param array<string, mixed> $attached */
    private static function piece(array $attached): string
    {
        $kind = preg_match('~image|video|audio~i', (string) ($attached['type'] ?? ''), $parts) === 1 ? strtolower($parts[0]) : '';
        $href = (string) ($attached['href'] ?? '');
        $name = (string) ($attached['name'] ?? '');
        $image = $name === '' ? '[img]' . $href . '[/img]' : '[img=' . $href . ']' . htmlspecialchars($name, ENT_QUOTES) . '[/img]';
        return ($kind === 'image' ? $image : '[' . $kind . ']' . $href . '[/' . $kind . ']') . "\r\n";
    }

    private function __construct()
    {
    }
}
