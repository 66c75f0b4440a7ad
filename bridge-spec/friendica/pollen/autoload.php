<?php

declare(strict_types=1);

/*
 * Classes of the addon, and of the reader and the server classes that it carries with it.
 */
require_once __DIR__ . '/reader/autoload.php';
require_once __DIR__ . '/server/autoload.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Pollen\\Friendica\\')) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', substr($class, 17)) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
