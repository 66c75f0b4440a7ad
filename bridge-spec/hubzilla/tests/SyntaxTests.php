<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Reader\Tests\Checks;

/** All PHP of bridge-spec runs on PHP 8.1, whichever version reads it here. */
final class SyntaxTests
{
    public static function testEveryFileIsPhp81(Checks $checks): void
    {
        $root = dirname(__DIR__, 2);
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($root, \FilesystemIterator::SKIP_DOTS));
        $count = 0;
        foreach ($files as $file) {
            if ($file->getExtension() !== 'php') {
                continue;
            }
            $code = (string) file_get_contents($file->getPathname());
            $name = substr($file->getPathname(), strlen($root) + 1);
            try {
                token_get_all($code, TOKEN_PARSE);
                $checks->same([], Php81::complaints($code), $name);
            } catch (\ParseError $error) {
                $checks->same('', $error->getMessage(), $name);
            }
            $count++;
        }
        $checks->true($count > 200, $count . ' files');
    }

    public static function testNewerThingsAreFound(Checks $checks): void
    {
        $newer = [
            'final readonly class A {}', 'function f(): null { return null; }', 'abstract class A { abstract function f(): false; }',
            'function f(null $a) {}', 'class A { public true $a; }', 'fn (): true => g();', 'function f(): int|true {}', 'function f((A&B)|null $a) {}',
            'function f(): null|(A&B) {}', 'trait A { const B = 1; }', 'class A { const B = C::D->value; }', 'class A { const string B = ""; }',
            'class A { final protected const ?int B = 1; }', 'A::{$b};', 'function f() { static $a = g(); }', 'class A { public string $a { get => 1; } }',
            'class A { public string $a = "" { set($b) { } } }', 'class A { public private(set) string $a; }', 'new A()->b();', 'new A(f(1))::B;',
            'class A { final public string $a; }', '$a |> strlen(...);', 'clone($a, ["b" => 1]);', '(void) f();', 'json_validate($a);',
            '\array_find($a, $b);', 'mb_trim($a);', '#[\Override] function f() {}', 'new \Random\Randomizer();', 'curl_setopt($a, CURLOPT_PROTOCOLS_STR, "");',
        ];
        foreach ($newer as $code) {
            $checks->true(Php81::complaints('<?php ' . $code) !== [], $code);
        }
        $older = [
            'final class A { public function __construct(private readonly ?B $b = new B(), protected int|false|null $c = null) {} }',
            'enum A: string { case B = "b"; const C = self::B; }', 'function f(A&B $a): never { exit; }', '$f = strlen(...); (new A())->b();',
            'class A { final public const B = 1, C = 2; private const D = [self::B => "->"]; }', '$a = $b ? f($c) : null; $d = g() ?: true;',
            'function f() { static $a = [], $b = null; static fn (): ?string => null; }', '$a->json_validate($b); A::array_find(); // json_validate()',
            'match (true) { default => clone $a };', 'function f(?string $a = null, bool|int $b = true): ?array {}', 'echo "new A()->b() readonly class";',
            '$a = ["get" => 1]; if ($b) { set($c); } $flags = $a & B | C;', 'abstract class A { abstract protected function f(): static; }',
        ];
        foreach ($older as $code) {
            $checks->same([], Php81::complaints('<?php ' . $code), $code);
        }
    }
}
