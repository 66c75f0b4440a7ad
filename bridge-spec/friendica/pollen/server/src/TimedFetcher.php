<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Fetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Response;

/**
 * Requests of one piece of work, which together must not take longer than it may: an account can name forty hosts that
 * each answer a byte a second. What is asked for after the time is over fails at once.
 */
final class TimedFetcher implements Fetcher
{
    private float $end;
    /** @var \Closure(): float */
    private \Closure $now;

    /**
     * @param float $seconds after which no request begins; the last one may end later, by as much as the fetcher allows
     * @param null|\Closure(): float $now for tests
     */
    public function __construct(private Fetcher $fetcher, float $seconds, ?\Closure $now = null)
    {
        $this->now = $now ?? static fn (): float => microtime(true);
        $this->end = ($this->now)() + $seconds;
    }

    public function fetch(Request $request): Response
    {
        return $this->isOver() ? Response::failed() : $this->fetcher->fetch($request);
    }

    public function isOver(): bool
    {
        return ($this->now)() >= $this->end;
    }
}
