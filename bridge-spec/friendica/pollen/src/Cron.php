<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Core\Worker;
use Friendica\DI;

/**
 * Called by the server's cron: hands accounts whose time has come to the worker.
 */
final class Cron
{
    public static function run(): void
    {
        // Friendica looks for changed addons just once a day; new files must not meet old tables for so long.
        if (DI::config()->get(Settings::FAMILY, 'installed') !== Tables::version()) {
            pollen_install();
        }
        foreach (AccountTable::due(Settings::accountsPerRun()) as $uriId) {
            // Nothing is queued twice: the worker knows what waits already.
            Worker::add(
                ['priority' => Worker::PRIORITY_MEDIUM, 'force_priority' => true],
                'addon/pollen/pollen_poll.php',
                $uriId
            );
        }
        MediaDesk::tidy();
    }

    private function __construct()
    {
    }
}
