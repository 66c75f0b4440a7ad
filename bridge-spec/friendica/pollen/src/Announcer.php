<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\ActorCheck;
use Pollen\Server\SafeFetcher;

/**
 * Tells the gateways of a followed account that this server has answers for it (bridge-spec section 13.2).
 */
final class Announcer
{
    private const EVERY_SECONDS = 7 * 86400;
    private const GATEWAYS = 4;
    private const SECONDS = 8;
    private const CARD_BYTES = 16384;

    public static function announce(StoredAccount $stored, int $now): void
    {
        $isDue = (int) strtotime($stored->announced . ' UTC') < $now - self::EVERY_SECONDS;
        if (!$isDue || !Settings::announces() || $stored->state->actor === null || $stored->state->ended) {
            return;
        }
        AccountTable::touch($stored->uriId, ['announced' => AccountTable::date($now)]);
        $fetcher = Settings::fetcher(self::SECONDS);
        $body = (string) json_encode(
            ['actor' => $stored->account->actorId, 'host' => (string) DI::baseUrl()],
            JSON_UNESCAPED_SLASHES
        );
        foreach (array_slice(ActorCheck::gateways($stored->state->actor), 0, self::GATEWAYS) as $origin) {
            $answer = $fetcher->post($origin . '/pollen/hosts', $body);
            if ($answer->status === 403) {
                $answer = $fetcher->post($origin . '/pollen/hosts', $body, self::token($fetcher, $origin));
            }
            DI::logger()->info('Pollen: host announced', ['gateway' => $origin, 'status' => $answer->status]);
        }
    }

    /** Gateways may want what is written on their card (section 13.3). @return array<string, string> */
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
