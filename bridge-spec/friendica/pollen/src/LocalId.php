<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Pollen\Reader\Account;
use Pollen\Reader\Did;
use Pollen\Reader\PortableId;

/**
 * How ids of Pollen accounts are written inside Friendica. The canonical `ap://did:key:z6Mk…/path` has no host that
 * parse_url() understands, and Friendica lower-cases what it takes for a host; so ids are stored by the IPNS name of
 * the same key, as the address that the file really has on IPFS:
 * `ipns://k51…/.well-known/apgateway/did:key:z6Mk…/path#fragment` (at most 200 characters).
 *
 * There is exactly one such form for each id (bridge-spec section 2.2). Whatever leaves the server is canonical again.
 */
final class LocalId
{
    private const FORM = '~\Aipns://(k51[0-9a-z]{59})/\.well-known/apgateway/(did(?::|%3A)key(?::|%3A)z6Mk[1-9A-HJ-NP-Za-km-z]{44})'
        . '/(.*)\z~i';
    /** The same inside JSON, where slashes may be escaped. */
    private const IN_JSON = '~ipns:(\\\\?/)\\\\?/k51[0-9a-z]{59}\\\\?/\.well-known\\\\?/apgateway\\\\?/'
        . '(did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44})(?=\\\\?/)~';

    /** The stored form of a portable id in any of its forms; other texts as they are. */
    public static function of(string $id): string
    {
        $parsed = PortableId::parse($id);
        return $parsed === null ? $id : self::write($parsed);
    }

    public static function actorOf(Account $account): string
    {
        return 'ipns://' . $account->ipnsName . $account->folder . '/actor.jsonld';
    }

    /** The canonical form of a stored id, or of a portable id in another form; null for everything else. */
    public static function canonical(string $text): ?string
    {
        $portable = PortableId::canonical($text);
        if ($portable !== null || preg_match(self::FORM, $text, $parts) !== 1) {
            return $portable;
        }
        $id = PortableId::parse('ap://' . $parts[2] . '/' . $parts[3]);
        return $id !== null && Did::toIpnsName($id->did) === strtolower($parts[1]) ? $id->canonical : null;
    }

    /** Writes every stored id in a JSON text canonically. */
    public static function canonicalJson(string $json): string
    {
        return (string) preg_replace_callback(
            self::IN_JSON,
            static fn (array $parts): string => 'ap:' . $parts[1] . $parts[1] . $parts[2],
            $json
        );
    }

    private static function write(PortableId $id): string
    {
        return 'ipns://' . Did::toIpnsName($id->did) . '/.well-known/apgateway/' . $id->did . '/' . $id->path
            . ($id->fragment === '' ? '' : '#' . $id->fragment);
    }

    private function __construct()
    {
    }
}
