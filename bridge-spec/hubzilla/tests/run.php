<?php

/*
 * php bridge-spec/hubzilla/tests/run.php: the classes that servers' addons share, and the addon against a stand-in of
 * the parts of Hubzilla that it uses; no server. Exit code 1 when anything fails; warnings are failures.
 */

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Reader\Tests\Checks;
use Pollen\Server\Tests as Server;

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
require __DIR__ . '/stand-in/functions.php';
require __DIR__ . '/stand-in/App.php';
spl_autoload_register(static function (string $class): void {
    $places = [
        'Pollen\\Hubzilla\\Tests\\' => [__DIR__ . '/', __DIR__ . '/stand-in/'],
        'Pollen\\Server\\Tests\\' => [__DIR__ . '/../../php/server/tests/'],
        'Pollen\\Reader\\Tests\\' => [__DIR__ . '/../../php/tests/'],
        'Zotlabs\\' => [__DIR__ . '/stand-in/Zotlabs/'],
    ];
    foreach ($places as $prefix => $folders) {
        foreach (str_starts_with($class, $prefix) ? $folders : [] as $folder) {
            $file = $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
                return;
            }
        }
    }
});
$folder = sys_get_temp_dir() . '/pollen-hub-' . bin2hex(random_bytes(6));
mkdir($folder);
chdir($folder);

$checks = new Checks();
$all = [
    CopyTests::class, SyntaxTests::class, Server\SanitiserTests::class, Server\GuardTests::class, Server\FetcherTests::class,
    Server\TimedFetcherTests::class, Server\ManyFetcherTests::class, Server\ScheduleTests::class, Server\LookupTests::class, Server\ByteRangeTests::class, Server\QuoteLineTests::class, TextTests::class, FollowTests::class, SuccessorTests::class, PollTests::class, HistoryTests::class, MovesTests::class,
    HostileTests::class, ServingTests::class, InstallTests::class,
];
foreach ($all as $tests) {
    foreach (get_class_methods($tests) as $method) {
        if (!str_starts_with($method, 'test')) {
            continue;
        }
        $failed = count($checks->failures);
        $before = $checks->count;
        $checks->about(substr($tests, strrpos($tests, '\\') + 1) . '::' . $method);
        $tests::$method($checks);
        $word = count($checks->failures) === $failed ? 'ok  ' : 'FAIL';
        printf("%s %-58s %4d checks\n", $word, substr($method, 4), $checks->count - $before);
    }
}
foreach ($checks->failures as $failure) {
    fwrite(STDERR, "\n" . $failure . "\n");
}
array_map('unlink', glob($folder . '/store/[[]data]/pollen/*') ?: []);
foreach (['/store/[data]/pollen', '/store/[data]', '/store', ''] as $part) {
    @rmdir($folder . $part);
}
printf("Hubzilla addon, PHP %s: %d checks, %d failed\n", PHP_VERSION, $checks->count, count($checks->failures));
exit($checks->failures === [] ? 0 : 1);
