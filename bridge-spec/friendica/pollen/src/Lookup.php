<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\DI;
use Friendica\Util\Strings;
use Pollen\Reader\Address;
use Pollen\Reader\PortableId;
use Pollen\Reader\WebFinger;
use Pollen\Server\AddressLookup;

/**
 * Addresses that do not name a key but lead to one: `@name@host`, and pages of accounts with a website of their own.
 * Only for what somebody has typed just now and what is nobody's contact yet.
 */
final class Lookup
{
    private const SECONDS = 8;
    private const REMEMBER_SECONDS = 300;

    public static function address(string $typed): ?Address
    {
        $url = WebFinger::url($typed) ?? (PortableId::isWebUrl($typed) ? $typed : null);
        if ($url === null || self::isKnown($typed) || DI::baseUrl()->isLocalUrl($url)) {
            return null;
        }
        $key = 'pollen-lookup:' . hash('sha256', $url);
        $remembered = DI::cache()->get($key);
        if (is_string($remembered)) {
            return $remembered === '' ? null : Address::parse($remembered);
        }
        $found = (new AddressLookup(Settings::fetcher(self::SECONDS)))->find($typed);
        DI::cache()->set($key, $found === null ? '' : TypedHosts::text($found), self::REMEMBER_SECONDS);
        return $found;
    }

    /** Somebody's contact already: Friendica knows what it is. */
    private static function isKnown(string $typed): bool
    {
        return DBA::exists('contact', ['nurl' => Strings::normaliseLink($typed), 'uid' => 0, 'deleted' => false])
            || DBA::exists('contact', ['addr' => ltrim($typed, '@'), 'uid' => 0, 'deleted' => false]);
    }

    private function __construct()
    {
    }
}
