<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\Address;

/**
 * Hosts that came with an address that somebody typed, until the form is sent: a search or a look at a form can be the
 * doing of somebody else's page, and must not decide where an account is polled (bridge-spec section 7.2).
 */
final class TypedHosts
{
    private const SECONDS = 600;

    public static function remember(Address $address): void
    {
        if ($address->via !== []) {
            DI::cache()->set(self::key($address), self::text($address), self::SECONDS);
        }
    }

    /** The address with the hosts that were typed with it lately. */
    public static function with(Address $address): Address
    {
        $text = $address->via === [] ? DI::cache()->get(self::key($address)) : null;
        return (is_string($text) ? Address::parse($text) : null) ?? $address;
    }

    /** One that Address::parse() reads again. */
    public static function text(Address $address): string
    {
        $hosts = array_map(static fn (string $host): string => 'via=' . rawurlencode($host), $address->via);
        return $address->account->did . ($hosts === [] ? '' : '?' . implode('&', $hosts));
    }

    private static function key(Address $address): string
    {
        return 'pollen-typed:' . (int) DI::userSession()->getLocalUserId() . ':' . $address->account->did;
    }

    private function __construct()
    {
    }
}
