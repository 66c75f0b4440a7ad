<?php

declare(strict_types=1);

namespace Friendica;

/**
 * What the stand-in remembers: tables as lists of rows, settings, queue, log. Read with Friendica 2024.09-rc
 * (2024-10-21); signatures are compared with a real one by tests/run.php when its folder is given.
 */
final class Memory
{
    /** @var array<string, list<array<string, mixed>>> */
    public static array $tables = [];
    /** @var array<string, mixed> */
    public static array $config = [];
    /** @var array<string, mixed> */
    public static array $cache = [];
    /** @var list<array<int, mixed>> what was given to the worker */
    public static array $queue = [];
    /** @var list<array{string, string, array<string, mixed>}> */
    public static array $log = [];
    /** @var list<array<string, mixed>> activities as Receiver got them */
    public static array $received = [];
    /** @var list<array{string, string, string, int}> */
    public static array $hooks = [];
    /** @var array<string, list<array<string, mixed>>> answers to SQL by a part of it */
    public static array $answers = [];
    /** @var list<string> */
    public static array $redirects = [];
    public static ?int $user = null;
    public static int $writes = 0;
    /** The database fails when this many more activities have been remembered. */
    public static ?int $failAt = null;
    /** @var list<string> */
    public static array $path = ['pollen'];
    /** What the next document becomes that has a context from elsewhere. @var array<string, mixed>|null */
    public static ?array $compacted = null;
    /** @var list<string> posts on other servers */
    public static array $elsewhere = [];
    /** The server's ActivityPub code throws. */
    public static bool $fails = false;
    private static int $number = 0;

    public static function reset(): void
    {
        self::$tables = self::$config = self::$cache = self::$queue = self::$log = [];
        self::$received = self::$hooks = self::$answers = self::$redirects = self::$elsewhere = [];
        self::$user = null;
        self::$fails = false;
    }

    public static function next(): int
    {
        return ++self::$number;
    }
}
