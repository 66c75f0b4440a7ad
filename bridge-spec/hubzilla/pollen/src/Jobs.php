<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Zotlabs\Daemon\Master;

/**
 * Work that Hubzilla's queue does in the background. The queue leaves out a job that is there already, so there is
 * never more than one round at a time.
 */
final class Jobs
{
    private const ROUND_SECONDS = 240;

    public static function round(): void
    {
        Master::Summon(['Addon', Network::APP, 'round']);
    }

    public static function poll(string $did): void
    {
        Master::Summon(['Addon', Network::APP, 'poll', $did]);
    }

    /**
     * Hook `daemon_addon`. An exception would leave the job in the queue, and it would be done again and again.
     *
     * @param list<string> $job
     */
    public static function run(array $job): void
    {
        if (($job[1] ?? '') !== Network::APP) {
            return;
        }
        try {
            match ($job[2] ?? '') {
                'round' => self::pollAllDue(),
                'poll' => Poller::run((string) ($job[3] ?? '')),
                default => null,
            };
        } catch (\Throwable $failure) {
            logger('pollen: ' . $failure->getMessage() . ' at ' . basename($failure->getFile()) . ':' . $failure->getLine());
        }
    }

    /** One account after the other, for at most four minutes; the longest waiting first, so everybody has a turn. */
    private static function pollAllDue(): void
    {
        $end = time() + self::ROUND_SECONDS;
        foreach (AccountTable::due(time(), Settings::accountsPerRun()) as $did) {
            if (time() >= $end) {
                return;
            }
            Poller::run($did);
        }
    }

    private function __construct()
    {
    }
}
