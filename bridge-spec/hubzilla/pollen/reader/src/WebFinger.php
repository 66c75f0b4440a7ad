<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * `@user@host` of accounts with a web origin of their own (bridge-spec section 7.3). The answer only says which key
 * to ask for; what counts is what that key has signed.
 */
final class WebFinger
{
    private const HANDLE = '/\A@?([A-Za-z0-9_.-]{1,64})@'
        . '((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63})\z/i';

    /** Where to ask about a handle, or null when the text is none. */
    public static function url(string $handle): ?string
    {
        if (preg_match(self::HANDLE, trim($handle), $parts) !== 1) {
            return null;
        }
        $host = strtolower($parts[2]);
        $resource = rawurlencode('acct:' . $parts[1] . '@' . $host);
        return 'https://' . $host . '/.well-known/webfinger?resource=' . $resource;
    }

    /** The one account that the links of an answer name, with the origins that they name; or null. */
    public static function account(string $body): ?Address
    {
        $answer = strlen($body) <= Limits::ACTOR_BYTES ? json_decode($body, true, Limits::DEPTH) : null;
        $links = is_array($answer) && is_array($answer['links'] ?? null) ? array_slice($answer['links'], 0, 64) : [];
        $found = null;
        foreach ($links as $link) {
            $isSelf = is_array($link) && ($link['rel'] ?? null) === 'self' && is_string($link['href'] ?? null);
            $address = $isSelf ? Address::parse($link['href']) : null;
            if ($address !== null && $found !== null && $address->account->did !== $found->account->did) {
                return null;
            }
            $found ??= $address;
        }
        return $found;
    }

    private function __construct()
    {
    }
}
