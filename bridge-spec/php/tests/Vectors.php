<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

/**
 * Runs every file of bridge-spec/vectors, each by the class that knows its shape. A file that no class knows is a
 * failure: nobody adds a vector that this reader passes by.
 */
final class Vectors
{
    private const RUNNERS = [NameVectors::class, DocumentVectors::class, WalkVectors::class, SuccessionVectors::class, OtherVectors::class];

    public static function run(string $folder, Checks $checks): void
    {
        $known = [];
        foreach (self::RUNNERS as $runner) {
            $known += array_map(static fn (string $method): array => [$runner, $method], $runner::FILES);
        }
        foreach (glob($folder . '/*') ?: [] as $path) {
            $name = basename($path);
            $checks->about($name);
            $before = $checks->count;
            $failed = count($checks->failures);
            if (!isset($known[$name])) {
                $checks->true(false, 'no test of the PHP reader knows this file');
                continue;
            }
            $vectors = json_decode((string) file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
            [$runner, $method] = $known[$name];
            $runner::$method($vectors, $checks);
            $checks->true($checks->count > $before, 'file without any case');
            unset($known[$name]);
            printf(
                "%s %-28s %4d checks\n",
                count($checks->failures) === $failed ? 'ok  ' : 'FAIL',
                $name,
                $checks->count - $before
            );
        }
        foreach (array_keys($known) as $name) {
            $checks->about($name);
            $checks->true(false, 'the file is missing');
        }
    }
}
