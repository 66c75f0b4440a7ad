<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Core\Worker;

/**
 * Called by the server's cron: hands accounts whose time has come to the worker.
 */
final class Cron
{
    /** When the worker does not get to it: tried again after this. */
    private const AGAIN_SECONDS = 1800;

    public static function run(): void
    {
        foreach (AccountTable::due(Settings::accountsPerRun()) as $uriId) {
            AccountTable::touch($uriId, ['next-poll' => AccountTable::date(time() + self::AGAIN_SECONDS)]);
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
