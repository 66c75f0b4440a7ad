<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\DI;
use Friendica\Util\Strings;
use Pollen\Reader\Address;
use Pollen\Reader\Limits;
use Pollen\Reader\PortableId;
use Pollen\Reader\WebFinger;

/**
 * Addresses that do not name a key but lead to one: `@name@host`, and pages of accounts with a website of their own.
 * Only for what somebody has typed just now and what is nobody's contact yet.
 */
final class Lookup
{
    private const SECONDS = 8;
    private const REMEMBER_SECONDS = 300;
    private const LINKS = '~<(?:link|a)\b[^>]{0,1000}>~i';

    public static function address(string $typed): ?Address
    {
        $finger = WebFinger::url($typed);
        $url = $finger ?? (PortableId::isWebUrl($typed) && str_starts_with($typed, 'https://') ? $typed : null);
        if ($url === null && Settings::allowsPrivate() && PortableId::isWebUrl($typed)) {
            $url = $typed;
        }
        if ($url === null || self::isKnown($typed) || DI::baseUrl()->isLocalUrl($url)) {
            return null;
        }
        $key = 'pollen-lookup:' . hash('sha256', $url);
        $remembered = DI::cache()->get($key);
        if (is_string($remembered)) {
            return $remembered === '' ? null : Address::parse($remembered);
        }
        $answer = Settings::fetcher(self::SECONDS)->get($url, Limits::FILE_BYTES, ['Accept' => $finger === null
            ? 'text/html, application/activity+json;q=0.9'
            : 'application/jrd+json, application/json']);
        $found = $answer->status === 200
            ? ($finger === null ? self::inPage($answer->body, $url) : WebFinger::account($answer->body))
            : null;
        DI::cache()->set($key, $found === null ? '' : self::text($found), self::REMEMBER_SECONDS);
        return $found;
    }

    /** The one account that a page or an actor document says it is about. */
    private static function inPage(string $body, string $url): ?Address
    {
        $origin = (string) preg_replace('~\A(https?://[^/?#]+).*\z~s', '$1', $url);
        $document = json_decode($body, true, Limits::DEPTH);
        if (is_array($document)) {
            return is_string($document['id'] ?? null) ? self::at($document['id'], $origin) : null;
        }
        preg_match_all(self::LINKS, substr($body, 0, 262144), $links);
        $found = null;
        foreach (array_slice($links[0], 0, 200) as $link) {
            $isSelf = preg_match('~\brel\s*=\s*["\']?[^"\'>]*\b(?:me|self|alternate|canonical)\b~i', $link) === 1;
            $hasHref = preg_match('~\bhref\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s>]+))~i', $link, $parts);
            $href = html_entity_decode((string) ($parts[1] ?? '') ?: ($parts[2] ?? '') ?: ($parts[3] ?? ''), ENT_QUOTES | ENT_HTML5);
            $address = $isSelf && $hasHref === 1 ? self::at($href, $origin) : null;
            if ($address !== null && $found !== null && $address->account->did !== $found->account->did) {
                return null;
            }
            $found ??= $address;
        }
        return $found;
    }

    private static function at(string $text, string $origin): ?Address
    {
        $address = Address::parse($text);
        return $address === null ? null : Address::parse($address->account->did . '?via=' . rawurlencode($origin)) ?? $address;
    }

    private static function text(Address $address): string
    {
        $vias = array_map(static fn (string $via): string => 'via=' . rawurlencode($via), $address->via);
        return $address->account->did . ($vias === [] ? '' : '?' . implode('&', $vias));
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
