<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Pollen\Reader\Tests\Checks;

/** The addon carries the reader and the server classes of bridge-spec/php with it, byte for byte. */
final class CopyTests
{
    public static function testCopiesAreTheSame(Checks $checks): void
    {
        foreach (['reader' => '', 'server' => '/server'] as $copy => $place) {
            $own = self::digests(__DIR__ . '/../pollen/' . $copy);
            $original = array_filter(
                self::digests(__DIR__ . '/../../php' . $place),
                static fn (string $name): bool => str_starts_with($name, 'src/') || $name === 'autoload.php',
                ARRAY_FILTER_USE_KEY
            );
            unset($own['LICENSE']);
            $checks->same($original, $own, 'pollen/' . $copy . ': copy autoload.php and src of bridge-spec/php' . $place . ' again');
            $checks->true(count($original) > 5, 'there is something to compare');
        }
    }

    public static function testEverythingCanBeRead(Checks $checks): void
    {
        foreach (array_keys(self::digests(__DIR__ . '/../pollen')) as $name) {
            if (str_ends_with($name, '.php') && str_starts_with($name, 'src/')) {
                $class = 'Pollen\\Friendica\\' . basename($name, '.php');
                $checks->true(class_exists($class), $class);
            }
        }
    }

    public static function testEveryTextCanBeTranslated(Checks $checks): void
    {
        $folder = __DIR__ . '/../pollen/';
        $template = (string) file_get_contents($folder . 'lang/C/messages.po');
        foreach (array_keys(self::digests($folder)) as $name) {
            if (str_ends_with($name, '.php') && preg_match('~\A(?:reader|server)/~', $name) === 0) {
                preg_match_all("~->t\\('((?:[^'\\\\]|\\\\.)*)'~", (string) file_get_contents($folder . $name), $texts);
                foreach ($texts[1] as $text) {
                    $checks->true(str_contains($template, 'msgid "' . addcslashes($text, '"') . '"'), $name . ': ' . $text);
                }
            }
        }
    }

    /** @return array<string, string> */
    private static function digests(string $folder): array
    {
        $digests = [];
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS));
        foreach ($files as $file) {
            $digests[ltrim(substr((string) $file, strlen($folder)), '/')] = hash_file('sha256', (string) $file);
        }
        ksort($digests);
        return $digests;
    }
}
