<?php

declare(strict_types=1);

/*
 * Makes the classes of Pollen\Server available: what every server's addon needs beside the reader (curl and dom).
 */
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Pollen\\Server\\')) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', substr($class, 14)) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
