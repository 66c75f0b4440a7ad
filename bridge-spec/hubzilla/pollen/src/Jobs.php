<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Server\ManyFetcher;
use Zotlabs\Daemon\Master;

/**
 * Work that Hubzilla's queue does in the background. The queue leaves out a job that is there already, so there is
 * never more than one round at a time.
 */
final class Jobs
{
    private const ROUND_SECONDS = 240;
    /** Accounts that are asked for news together. */
    private const TOGETHER = 64;
    private const ASKING_SECONDS = 15;

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

    /**
     * For at most four minutes; the longest waiting first, so everybody has a turn. Hosts are asked many at a time; what
     * they say is taken in for one account after the other.
     */
    private static function pollAllDue(): void
    {
        $end = time() + self::ROUND_SECONDS;
        $fetcher = new ManyFetcher(Settings::fetcher(), self::ASKING_SECONDS);
        foreach (array_chunk(AccountTable::due(time(), Settings::accountsPerRun()), self::TOGETHER) as $dids) {
            $asked = array_filter(array_combine($dids, array_map([Poller::class, 'firstRequest'], $dids)));
            $answers = time() < $end ? $fetcher->fetch($asked) : [];
            foreach ($dids as $did) {
                if (time() >= $end) {
                    return;
                }
                Poller::run($did, $asked[$did] ?? null, $answers[$did] ?? null);
            }
        }
    }

    private function __construct()
    {
    }
}
