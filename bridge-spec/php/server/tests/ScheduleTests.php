<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Server\Schedule;
use Pollen\Reader\AccountState;
use Pollen\Reader\Outcome;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class ScheduleTests
{
    private const DAY = 86400;
    private const NOW = 1800000000;

    private static function state(string $interval = 'PT15M', int $failures = 0): AccountState
    {
        $state = AccountState::start((new TreeBuilder())->account);
        $state->actor = ['updateInterval' => $interval];
        $state->failures = $failures;
        return $state;
    }

    private static function schedule(): Schedule
    {
        return new Schedule(900, self::DAY, static fn (int $least, int $most): int => 0);
    }

    public static function testAsksAsOftenAsTheAccountWants(Checks $checks): void
    {
        foreach (['PT15M' => 900, 'PT1H' => 3600, 'PT1S' => 900, 'P300D' => self::DAY, 'nonsense' => 900] as $text => $wait) {
            $checks->same($wait, self::schedule()->wait(self::state($text), Outcome::NEWS, self::NOW, self::NOW), $text);
        }
    }

    public static function testSilenceAndFailures(Checks $checks): void
    {
        foreach ([1 => 900, 8 => 1800, 31 => 3600, 181 => 7200] as $days => $wait) {
            $lastNews = self::NOW - $days * self::DAY;
            $checks->same($wait, self::schedule()->wait(self::state(), Outcome::UNCHANGED, $lastNews, self::NOW), $days . ' days');
        }
        foreach ([1 => 1800, 2 => 3600, 3 => 7200, 50 => self::DAY] as $failures => $wait) {
            $checks->same($wait, self::schedule()->wait(self::state('PT15M', $failures), Outcome::UNREACHABLE, self::NOW, self::NOW), $failures . ' failures');
        }
        $checks->same(900, self::schedule()->wait(self::state(), Outcome::NEWS, null, self::NOW), 'back to normal at once');
        $checks->same(60, self::schedule()->wait(self::state(), Outcome::EARLY, null, self::NOW), 'soon, while the host is written to');
        $ended = self::state();
        $ended->ended = true;
        $checks->same(self::DAY, self::schedule()->wait($ended, Outcome::UNCHANGED, null, self::NOW), 'ended');
    }

    public static function testNotAllAtOnce(Checks $checks): void
    {
        $schedule = new Schedule();
        $waits = [];
        for ($time = 0; $time < 200; $time++) {
            $waits[] = $schedule->wait(self::state(), Outcome::NEWS, null, self::NOW);
        }
        $checks->true(min($waits) >= 900 && max($waits) <= 990, 'within a tenth');
        $checks->true(count(array_unique($waits)) > 20, 'spread');
    }
}
