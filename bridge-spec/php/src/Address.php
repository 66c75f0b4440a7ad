<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An account as people pass it on (bridge-spec section 2.11): a DID, an IPNS name, or any URL that names exactly one.
 */
final class Address
{
    private const NAME = '/(?<![A-Za-z0-9])k51[0-9a-z]{59}(?![A-Za-z0-9])/';
    private const DID = '/(?<![A-Za-z0-9])did(?::|%3[Aa])key(?::|%3[Aa])(z6Mk[1-9A-HJ-NP-Za-km-z]{44})(?![A-Za-z0-9])/';
    private const HOSTED = '/\A(https?:\/\/[^\/?#]+)\/(?:ipns\/k51|@k51|\.well-known\/apgateway\/did)/i';

    private function __construct(
        public readonly Account $account,
        /** @var list<string> origins where the account is said to be readable */
        public readonly array $via
    ) {
    }

    /** Null when the text names no account, or more than one. */
    public static function parse(string $text): ?self
    {
        $text = trim($text);
        if (strlen($text) > Limits::ADDRESS_CHARACTERS || preg_match('/[\x00-\x20\x7f]/', $text) === 1) {
            return null;
        }
        $dids = [];
        preg_match_all(self::NAME, $text, $names);
        foreach ($names[0] as $name) {
            $dids[] = Did::fromIpnsName($name);
        }
        preg_match_all(self::DID, $text, $keys);
        foreach ($keys[1] as $key) {
            $dids[] = Did::publicKeyOfMultikey($key) === null ? null : Did::PREFIX . $key;
        }
        $dids = array_values(array_unique(array_filter($dids)));
        return count($dids) === 1 ? new self(Account::of($dids[0]), self::hints($text)) : null;
    }

    /** @return list<string> */
    private static function hints(string $text): array
    {
        preg_match_all('/[?&]via=([^&#]*)/', $text, $matches);
        $hints = array_map('rawurldecode', $matches[1]);
        if (preg_match(self::HOSTED, $text, $parts) === 1) {
            array_unshift($hints, $parts[1]);
        }
        $origins = array_map(static fn (string $hint): string => strtolower(rtrim($hint, '/')), $hints);
        $origins = array_unique(array_filter($origins, [ActorCheck::class, 'isOrigin']));
        return array_slice(array_values($origins), 0, Limits::VIA_HINTS);
    }
}
