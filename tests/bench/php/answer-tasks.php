<?php

/*
 * What the scripts of this folder share: errors end them, tasks come as lines of JSON, answers go the same way.
 */

declare(strict_types=1);

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
date_default_timezone_set('UTC');
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if ((error_reporting() & $level) === 0) {
        return false;
    }
    throw new ErrorException($message, 0, $level, $file, $line);
});

/** The clock of the server that is played: seconds since 1970. */
final class Clock
{
    public static int $now = 0;
}

/** @param array<string, callable(array<string, mixed>): array<string, mixed>> $tasks */
function answerTasks(array $tasks): void
{
    while (($line = fgets(STDIN)) !== false) {
        $input = json_decode($line, true, 8, JSON_THROW_ON_ERROR);
        echo json_encode($tasks[$input['task']]($input), JSON_THROW_ON_ERROR), "\n";
    }
}

/** Whole seconds that something took are too coarse here. @return array{mixed, float} what it returned, and seconds */
function timed(callable $work): array
{
    $start = hrtime(true);
    $answer = $work();
    return [$answer, (hrtime(true) - $start) / 1e9];
}

/** Seconds after the beginning of an interval at which an account is due: one after the other, evenly. */
function dueAfter(int $index, int $accounts, int $interval): int
{
    return 1 + intdiv($index * $interval, $accounts);
}
