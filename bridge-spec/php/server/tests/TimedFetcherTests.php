<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Reader\Fetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Response;
use Pollen\Reader\Tests\Checks;
use Pollen\Server\TimedFetcher;

final class TimedFetcherTests
{
    public static function testWorkEndsWhateverHostsDo(Checks $checks): void
    {
        $now = 100.0;
        // Every answer takes twenty seconds.
        $slow = new class ($now) implements Fetcher {
            public int $asked = 0;

            public function __construct(private float &$now)
            {
            }

            public function fetch(Request $request): Response
            {
                $this->asked++;
                $this->now += 20;
                return new Response(404);
            }
        };
        $fetcher = new TimedFetcher($slow, 50, static function () use (&$now): float {
            return $now;
        });
        $statuses = [];
        for ($host = 0; $host < 40; $host++) {
            $statuses[] = $fetcher->fetch(new Request('https://' . $host . '.example/', 100))->status;
        }
        $checks->same([404, 404, 404, 0], array_slice($statuses, 0, 4), 'three are asked');
        $checks->same([3, 160.0, true], [$slow->asked, $now, $fetcher->isOver()], 'the others not');
    }
}
