<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Reader\Tests\Checks;

/** The addon carries the reader and the server classes of bridge-spec/php with it, byte for byte. */
final class CopyTests
{
    public static function testCopiesAreTheSame(Checks $checks): void
    {
        foreach (['reader' => '', 'server' => '/server'] as $copy => $place) {
            $original = self::digests(__DIR__ . '/../../php' . $place);
            $checks->same($original, self::digests(__DIR__ . '/../pollen/' . $copy), $copy . ': copy autoload.php and src again');
            $checks->true(count($original) > 5, 'there is something to compare');
        }
    }

    public static function testEverythingCanBeRead(Checks $checks): void
    {
        foreach (glob(__DIR__ . '/../pollen/src/*.php') ?: [] as $file) {
            $class = 'Pollen\\Hubzilla\\' . basename($file, '.php');
            $checks->true(class_exists($class), $class);
        }
    }

    /** @return array<string, string> */
    private static function digests(string $folder): array
    {
        $digests = ['autoload.php' => hash_file('sha256', $folder . '/autoload.php')];
        foreach (glob($folder . '/src/*') ?: [] as $file) {
            $digests[basename($file)] = hash_file('sha256', $file);
        }
        ksort($digests);
        return $digests;
    }
}
