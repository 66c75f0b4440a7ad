<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use App;

/**
 * Hubzilla guesses the language of every text that it stores. That is of no use when the author has said it, and takes
 * minutes for a long text without blanks, so it is left out then.
 */
final class LanguageGuess
{
    private const KEY = 'language_detect_min_length';
    private const BYTES = 5000;

    /**
     * @template T
     * @param callable(): T $store
     * @return T
     */
    public static function without(callable $store): mixed
    {
        // Only for this process; it stays in memory.
        $before = get_config('system', self::KEY, null);
        App::$config['system'][self::KEY] = PHP_INT_MAX;
        try {
            return $store();
        } finally {
            if ($before === null) {
                unset(App::$config['system'][self::KEY]);
            } else {
                App::$config['system'][self::KEY] = $before;
            }
        }
    }

    /** A guess is worth while, and will not take long. */
    public static function isUseful(?string $language, string $text): bool
    {
        return $language === null && strlen($text) <= self::BYTES;
    }

    private function __construct()
    {
    }
}
