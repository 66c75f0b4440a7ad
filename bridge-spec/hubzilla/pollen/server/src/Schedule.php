<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\AccountState;
use Pollen\Reader\Limits;
use Pollen\Reader\Outcome;
use Pollen\Reader\Timestamp;

/**
 * When an account is polled next: as often as it asks for, less often when it has long been silent, later after each
 * failure, and never at the very same moment as others (bridge-spec section 8.3). Seconds everywhere.
 */
final class Schedule
{
    private const DAY = 86400;
    /** Silent for so long, so many times the interval. */
    private const SILENCE = [180 * self::DAY => 8, 30 * self::DAY => 4, 7 * self::DAY => 2];
    private const EARLY = 60;
    private const FAILURES_COUNTED = 8;

    /** @var \Closure(int, int): int */
    private \Closure $random;

    /** @param null|\Closure(int, int): int $random for tests */
    public function __construct(
        private int $least = Limits::INTERVAL_SECONDS_LEAST,
        private int $most = Limits::INTERVAL_SECONDS_MOST,
        ?\Closure $random = null
    ) {
        $this->random = $random ?? random_int(...);
    }

    /** @param int|null $lastNews when something new was last found, null when never */
    public function wait(AccountState $state, string $status, ?int $lastNews, int $now): int
    {
        if ($state->ended || $state->statement !== null) {
            return $this->withJitter(self::DAY);
        }
        if ($status === Outcome::EARLY && $state->failures === 0) {
            return $this->withJitter(min(self::EARLY, $this->least));
        }
        $asked = Timestamp::durationSeconds($state->actor['updateInterval'] ?? null) ?? $this->least;
        $wait = max($this->least, $asked);
        if ($state->failures > 0) {
            $wait *= 2 ** min($state->failures, self::FAILURES_COUNTED);
        } else {
            $wait *= self::patience($lastNews === null ? 0 : $now - $lastNews);
        }
        return $this->withJitter(min($this->most, $wait));
    }

    private static function patience(int $silence): int
    {
        foreach (self::SILENCE as $seconds => $times) {
            if ($silence > $seconds) {
                return $times;
            }
        }
        return 1;
    }

    private function withJitter(int $wait): int
    {
        return $wait + ($this->random)(0, intdiv($wait, 10));
    }
}
