<?php

declare(strict_types=1);

namespace Pollen\Server;

/**
 * The paragraph by which readers that know no quotes are told of one (bridge-spec section 6.1): "RE: address", first or last.
 */
final class QuoteLine
{
    private const LINE = '<p(?:\s[^<>]*)?>\s*(?:RE|QT):\s*(?:<a(?:\s[^<>]*)?>)?\s*(?:https?|ap|ipns|did):[^\s<>]+\s*(?:</a>)?\s*</p>';

    /** The text without it, for whoever shows the quoted post, or a better link to it. */
    public static function without(string $html): string
    {
        $kept = preg_replace('~' . self::LINE . '\s*\z~iu', '', $html, 1, $count);
        if ($count === 0) {
            $kept = preg_replace('~\A\s*' . self::LINE . '~iu', '', $html, 1);
        }
        return $kept ?? $html;
    }

    private function __construct()
    {
    }
}
