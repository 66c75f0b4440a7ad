<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Address;
use Pollen\Reader\Limits;
use Pollen\Reader\PortableId;
use Pollen\Reader\WebFinger;

/**
 * Addresses that do not name a key but lead to one: `@name@host`, and pages of accounts with a website of their own.
 * Costs a request, so only for what somebody has typed just now.
 */
final class AddressLookup
{
    private const LINKS = '~<(?:link|a)\b[^>]{0,1000}>~i';
    private const LINKS_READ = 200;
    private const PAGE_BYTES = 262144;

    public function __construct(private SafeFetcher $fetcher)
    {
    }

    public function find(string $typed): ?Address
    {
        $typed = trim($typed);
        $finger = WebFinger::url($typed);
        $url = $finger ?? (PortableId::isWebUrl($typed) ? $typed : null);
        if ($url === null) {
            return null;
        }
        $accept = $finger === null
            ? 'text/html, application/activity+json;q=0.9'
            : 'application/jrd+json, application/json';
        $answer = $this->fetcher->get($url, Limits::FILE_BYTES, ['Accept' => $accept]);
        if ($answer->status !== 200) {
            return null;
        }
        return $finger === null ? self::inPage($answer->body, $url) : WebFinger::account($answer->body);
    }

    /** The one account that a page or an actor document says it is about. */
    public static function inPage(string $body, string $url): ?Address
    {
        $origin = (string) preg_replace('~\A(https?://[^/?#]+).*\z~s', '$1', $url);
        $document = json_decode($body, true, Limits::DEPTH);
        if (is_array($document)) {
            return is_string($document['id'] ?? null) ? self::at($document['id'], $origin) : null;
        }
        preg_match_all(self::LINKS, substr($body, 0, self::PAGE_BYTES), $links);
        $found = null;
        foreach (array_slice($links[0], 0, self::LINKS_READ) as $link) {
            $isSelf = preg_match('~\brel\s*=\s*["\']?[^"\'>]*\b(?:me|self|alternate|canonical)\b~i', $link) === 1;
            $address = $isSelf ? self::at(self::href($link), $origin) : null;
            if ($address !== null && $found !== null && $address->account->did !== $found->account->did) {
                return null;
            }
            $found ??= $address;
        }
        return $found;
    }

    private static function href(string $link): string
    {
        preg_match('~\bhref\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s>]+))~i', $link, $parts);
        return html_entity_decode(implode('', array_slice($parts, 1)), ENT_QUOTES | ENT_HTML5);
    }

    /** The account of an address, with the origin that named it as a place to ask. */
    private static function at(string $text, string $origin): ?Address
    {
        $address = Address::parse($text);
        return $address === null
            ? null
            : Address::parse($address->account->did . '?via=' . rawurlencode($origin)) ?? $address;
    }
}
