<?php

declare(strict_types=1);

/*
 * Makes the classes of Pollen\Reader available. No Composer needed: require this file once.
 */
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Pollen\\Reader\\')) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', substr($class, 14)) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
