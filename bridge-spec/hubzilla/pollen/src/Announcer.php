<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\ActorCheck;

/**
 * Tells the gateways of a followed account that this hub has answers for it (bridge-spec section 13.2).
 */
final class Announcer
{
    private const EVERY_SECONDS = 7 * 86400;
    private const AGAIN_SECONDS = 86400;
    private const GATEWAYS = 4;
    private const SECONDS = 8;

    public static function announce(StoredAccount $stored, int $now): void
    {
        $isDue = $stored->announced < $now - self::EVERY_SECONDS;
        if (!$isDue || !Settings::announces() || $stored->state->actor === null || $stored->state->ended) {
            return;
        }
        $fetcher = Settings::fetcher(self::SECONDS);
        $body = (string) json_encode(
            ['actor' => $stored->account->actorId, 'host' => z_root()],
            JSON_UNESCAPED_SLASHES
        );
        $isTaken = false;
        foreach (array_slice(ActorCheck::gateways($stored->state->actor), 0, self::GATEWAYS) as $origin) {
            $answer = $fetcher->post($origin . '/pollen/hosts', $body);
            logger('pollen: announced at ' . $origin . ': ' . $answer->status, LOGGER_DEBUG);
            $isTaken = $isTaken || in_array($answer->status, [200, 201], true);
        }
        $announced = $isTaken ? $now : $now - self::EVERY_SECONDS + self::AGAIN_SECONDS;
        AccountTable::touch($stored->account->did, ['announced' => $announced]);
    }

    private function __construct()
    {
    }
}
