<?php

/*
 * php bridge-spec/php/tests/run.php [folder of vectors]: every vector and the reader's own tests. Exit code 1 when
 * anything fails; warnings and deprecations are failures.
 */

declare(strict_types=1);

use Pollen\Reader\Tests\ApplyingTests;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\HostTests;
use Pollen\Reader\Tests\PollingTests;
use Pollen\Reader\Tests\ResponsesTests;
use Pollen\Reader\Tests\SuccessionTests;
use Pollen\Reader\Tests\UnitTests;
use Pollen\Reader\Tests\Vectors;

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    throw new ErrorException($message, 0, $level, $file, $line);
});
require __DIR__ . '/../autoload.php';
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Pollen\\Reader\\Tests\\')) {
        require __DIR__ . '/' . substr($class, 20) . '.php';
    }
});

$checks = new Checks();
Vectors::run($argv[1] ?? __DIR__ . '/../../vectors', $checks);
$all = [UnitTests::class, ResponsesTests::class, PollingTests::class, HostTests::class, ApplyingTests::class, SuccessionTests::class];
foreach ($all as $tests) {
    foreach (get_class_methods($tests) as $method) {
        if (!str_starts_with($method, 'test')) {
            continue;
        }
        $failed = count($checks->failures);
        $before = $checks->count;
        $checks->about(substr($tests, 20) . '::' . $method);
        $tests::$method($checks);
        $verdict = count($checks->failures) === $failed ? 'ok  ' : 'FAIL';
        printf("%s %-50s %4d checks\n", $verdict, substr($method, 4), $checks->count - $before);
    }
}
foreach ($checks->failures as $failure) {
    fwrite(STDERR, "\n" . $failure . "\n");
}
printf("PHP %s: %d checks, %d failed\n", PHP_VERSION, $checks->count, count($checks->failures));
exit($checks->failures === [] ? 0 : 1);
