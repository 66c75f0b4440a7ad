<?php

/*
 * php bridge-spec/friendica/tests/run.php [Friendica's folder]: the addon's own tests, and the addon against a stand-in
 * of the parts of Friendica that it uses; no server. With a folder, the stand-in's signatures are compared with those
 * of that Friendica. Exit code 1 when anything fails; warnings and deprecations are failures.
 */

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Pollen\Reader\Tests\Checks;

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
date_default_timezone_set('UTC');
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if ((error_reporting() & $level) === 0) {
        return false;
    }
    throw new \ErrorException($message, 0, $level, $file, $line);
});
require __DIR__ . '/../pollen/autoload.php';
spl_autoload_register(static function (string $class): void {
    $places = [
        'Pollen\\Friendica\\Tests\\' => __DIR__ . '/',
        'Pollen\\Server\\Tests\\' => __DIR__ . '/../../php/server/tests/',
        'Pollen\\Reader\\Tests\\' => __DIR__ . '/../../php/tests/',
        'Friendica\\' => __DIR__ . '/stand-in/',
    ];
    foreach ($places as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $file = $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
            }
            return;
        }
    }
});

$checks = new Checks();
$all = [
    CopyTests::class, IdTests::class, SanitiserTests::class, AddressTests::class, PollTests::class, HistoryTests::class, ContentTests::class,
    PendingTests::class, SuccessorTests::class, ThreadTests::class, ForgeryTests::class, ServingTests::class, InstallTests::class, SignatureTests::class,
];
SignatureTests::$source = $argv[1] ?? null;
foreach ($all as $tests) {
    foreach (get_class_methods($tests) as $method) {
        if (!str_starts_with($method, 'test')) {
            continue;
        }
        $failed = count($checks->failures);
        $before = $checks->count;
        $checks->about(substr($tests, strrpos($tests, '\\') + 1) . '::' . $method);
        $tests::$method($checks);
        printf("%s %-58s %4d checks\n", count($checks->failures) === $failed ? 'ok  ' : 'FAIL', substr($method, 4), $checks->count - $before);
    }
}
foreach ($checks->failures as $failure) {
    fwrite(STDERR, "\n" . $failure . "\n");
}
printf("Friendica addon, PHP %s: %d checks, %d failed\n", PHP_VERSION, $checks->count, count($checks->failures));
exit($checks->failures === [] ? 0 : 1);
