<?php

declare(strict_types=1);

namespace Pollen\Server;

/**
 * Decides which addresses of a host may be connected to: gateways, hints and media come from strangers and must not
 * lead into the server's own network (bridge-spec section 14).
 */
final class AddressGuard
{
    private const RESERVED = [
        '100.64.0.0/10', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24',
        '203.0.113.0/24', '224.0.0.0/3', '::/96', '::ffff:0:0/96', '64:ff9b::/32', '100::/64', '2001::/23',
        '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/9', 'ff00::/8',
    ];

    /** @var \Closure(string): list<string> */
    private \Closure $resolve;

    /**
     * @param bool $allowPrivate laboratories only
     * @param null|\Closure(string): list<string> $resolve addresses of a name; for tests
     */
    public function __construct(public readonly bool $allowPrivate, ?\Closure $resolve = null)
    {
        $this->resolve = $resolve ?? self::lookUp(...);
    }

    /**
     * Addresses of a URL's host that may be connected to; none when one of them is private, so that a name cannot
     * point to both sides.
     *
     * @return list<string>
     */
    public function addresses(string $host): array
    {
        $literal = trim($host, '[]');
        if (filter_var($literal, FILTER_VALIDATE_IP) !== false) {
            return $this->allowPrivate || self::isPublic($literal) ? [$literal] : [];
        }
        // Names whose last label is a number are addresses to some resolvers: 127.1, 0x7f.1, 2130706433.
        $isName = preg_match('/\A(?=.{1,253}\z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\z/i', $host);
        if ($isName !== 1) {
            return [];
        }
        $addresses = array_slice(($this->resolve)(strtolower($host)), 0, 8);
        foreach ($addresses as $address) {
            if (!$this->allowPrivate && !self::isPublic($address)) {
                return [];
            }
        }
        return $addresses;
    }

    public static function isPublic(string $address): bool
    {
        $flags = FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE;
        if (filter_var($address, FILTER_VALIDATE_IP, $flags) === false) {
            return false;
        }
        foreach (self::RESERVED as $range) {
            if (self::isIn($address, $range)) {
                return false;
            }
        }
        return true;
    }

    /**
     * By the look of it alone: whether a link may lead there. For links that a server follows by its own client, without this guard.
     */
    public static function looksPublic(string $url): bool
    {
        $host = trim(strtolower((string) parse_url($url, PHP_URL_HOST)), '[]');
        return filter_var($host, FILTER_VALIDATE_IP) !== false
            ? self::isPublic($host)
            : preg_match('/\A(?:[a-z0-9_\x80-\xff-]+\.)+(?!local\z|internal\z|localhost\z|lan\z|home\z|\d|0x)[a-z0-9\x80-\xff-]{2,}\z/', $host) === 1;
    }

    private static function isIn(string $address, string $range): bool
    {
        [$network, $bits] = explode('/', $range);
        $bytes = (string) inet_pton($address);
        $base = (string) inet_pton($network);
        if (strlen($bytes) !== strlen($base)) {
            return false;
        }
        $whole = intdiv((int) $bits, 8);
        $rest = (int) $bits % 8;
        return strncmp($bytes, $base, $whole) === 0
            && ($rest === 0 || ord($bytes[$whole]) >> 8 - $rest === ord($base[$whole]) >> 8 - $rest);
    }

    /** @return list<string> */
    private static function lookUp(string $host): array
    {
        $records = @dns_get_record($host . '.', DNS_A | DNS_AAAA) ?: [];
        $addresses = array_map(static fn (array $record): string => $record['ip'] ?? $record['ipv6'] ?? '', $records);
        $addresses = array_values(array_filter($addresses));
        return $addresses !== [] ? $addresses : (gethostbynamel($host) ?: []);
    }
}
