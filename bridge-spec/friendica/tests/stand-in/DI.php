<?php

declare(strict_types=1);

namespace Friendica;

/** Services: settings, log, cache, locks. */
final class DI
{
    public static function config()
    {
        return new class () {
            public function get(string $cat, ?string $key = null, $default_value = null)
            {
                return Memory::$config[$cat . '.' . $key] ?? $default_value;
            }

            public function set(string $cat, string $key, $value): bool
            {
                Memory::$config[$cat . '.' . $key] = $value;
                return true;
            }
        };
    }

    public static function pConfig()
    {
        return new class () {
            public function get(int $uid, string $cat, string $key, $default_value = null, bool $refresh = false)
            {
                return Memory::$config[$uid . '.' . $cat . '.' . $key] ?? $default_value;
            }

            public function set(int $uid, string $cat, string $key, $value): bool
            {
                Memory::$config[$uid . '.' . $cat . '.' . $key] = $value;
                return true;
            }
        };
    }

    public static function logger()
    {
        return new class () {
            public function __call(string $level, array $arguments): void
            {
                Memory::$log[] = [$level, (string) $arguments[0], $arguments[1] ?? []];
            }
        };
    }

    public static function cache()
    {
        return new class () {
            public function get(string $key)
            {
                return Memory::$cache[$key] ?? null;
            }

            public function set(string $key, $value, int $ttl = 300): bool
            {
                Memory::$cache[$key] = $value;
                return true;
            }
        };
    }

    public static function lock()
    {
        return new class () {
            public function acquire(string $key, int $timeout = 120, int $ttl = 300): bool
            {
                if (isset(Memory::$cache['lock.' . $key])) {
                    return false;
                }
                return Memory::$cache['lock.' . $key] = true;
            }

            public function release(string $key, bool $override = false): bool
            {
                unset(Memory::$cache['lock.' . $key]);
                return true;
            }
        };
    }

    public static function baseUrl(): object
    {
        return new class () {
            public function __toString(): string
            {
                return 'https://hub.example';
            }

            public function isLocalUrl(string $url): bool
            {
                return str_starts_with($url, 'https://hub.example');
            }

            public function redirect(string $toUrl = '', bool $ssl = false): void
            {
                Memory::$redirects[] = $toUrl;
            }
        };
    }

    public static function l10n()
    {
        return new class () {
            public function t(string $text, ...$values): string
            {
                return sprintf($text, ...$values);
            }
        };
    }

    public static function userSession(): object
    {
        return new class () {
            public function getLocalUserId(): ?int
            {
                return Memory::$user;
            }
        };
    }

    public static function args()
    {
        return new class () {
            public function getArgv(): array
            {
                return Memory::$path;
            }

            public function getMethod(): string
            {
                return 'POST';
            }
        };
    }
}
