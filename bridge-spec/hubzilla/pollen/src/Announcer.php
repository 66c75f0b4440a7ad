<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\ActorCheck;
use Pollen\Server\SafeFetcher;

/**
 * Tells the gateways of a followed account that this hub has answers for it (bridge-spec section 13.2).
 */
final class Announcer
{
    private const EVERY_SECONDS = 7 * 86400;
    private const AGAIN_SECONDS = 86400;
    private const GATEWAYS = 4;
    private const SECONDS = 8;
    private const CARD_BYTES = 65536;

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
            if ($answer->status === 403) {
                $answer = $fetcher->post($origin . '/pollen/hosts', $body, self::token($fetcher, $origin));
            }
            logger('pollen: announced at ' . $origin . ': ' . $answer->status, LOGGER_DEBUG);
            $isTaken = $isTaken || in_array($answer->status, [200, 201], true);
        }
        $announced = $isTaken ? $now : $now - self::EVERY_SECONDS + self::AGAIN_SECONDS;
        AccountTable::touch($stored->account->did, ['announced' => $announced]);
    }

    /**
     * Gateways may want what is written on their card (section 13.3).
     *
     * @return array<string, string>
     */
    private static function token(SafeFetcher $fetcher, string $origin): array
    {
        $card = json_decode($fetcher->get($origin . '/pollen/gateway.json', self::CARD_BYTES)->body, true, 8);
        $token = is_array($card) && is_string($card['token'] ?? null) ? $card['token'] : '';
        return preg_match('/\A[!-~]{1,200}\z/', $token) === 1 ? ['X-Pollen-Token' => $token] : [];
    }

    private function __construct()
    {
    }
}
