<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Pollen\Reader\Tests\Checks;

/** Every method of the stand-in has the parameters of the real one. Needs the folder of a Friendica. */
final class SignatureTests
{
    public static ?string $source = null;

    public static function testStandInIsFaithful(Checks $checks): void
    {
        if (self::$source === null) {
            return;
        }
        $folder = __DIR__ . '/stand-in/';
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS));
        foreach ($files as $file) {
            $name = substr((string) $file, strlen($folder));
            if ($name === 'Memory.php') {
                continue;
            }
            $real = (string) file_get_contents(self::$source . '/src/' . $name);
            $class = new \ReflectionClass('Friendica\\' . strtr(substr($name, 0, -4), '/', '\\'));
            foreach ($class->getMethods(\ReflectionMethod::IS_PUBLIC) as $method) {
                $isFound = preg_match('/function ' . $method->name . '\(([^{;]*)\)/', $real, $parts) === 1;
                preg_match_all('/(\.\.\.)?\$(\w+)( =)?/', $parts[1] ?? '', $parameters);
                $own = array_map(
                    static fn (\ReflectionParameter $one): string => $one->name . ($one->isDefaultValueAvailable() ? ' =' : ''),
                    $method->getParameters()
                );
                $theirs = array_map(static fn (string $one, string $default): string => $one . $default, $parameters[2], $parameters[3]);
                if ($isFound || $method->name !== 'make') {
                    $checks->same($theirs, $own, $name . ' ' . $method->name);
                }
            }
            foreach ($class->getConstants(\ReflectionClassConstant::IS_PUBLIC) as $constant => $value) {
                $isSame = preg_match('/const ' . $constant . '\s*=\s*([^;]+);/', $real, $parts) === 1
                    && (trim($parts[1], " '\"") === (string) json_encode($value, JSON_UNESCAPED_SLASHES)
                        || trim($parts[1], " '\"") === $value || !preg_match('/^[\'\d]/', $parts[1]));
                $checks->true($isSame, $name . ' ' . $constant);
            }
        }
    }
}
