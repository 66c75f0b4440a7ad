<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\ActorCheck;
use Pollen\Reader\Limits;
use Pollen\Server\AddressGuard;
use Pollen\Server\SafeFetcher;
use Pollen\Server\Schedule;

/**
 * What the administrator and the users have chosen. Every value has a default and bounds; intervals in seconds.
 */
final class Settings
{
    public const FAMILY = 'pollen';
    public const GATEWAYS = "https://{name}.ipns.dweb.link\nhttps://ipfs.io/ipns/{name}";
    /** @var array<int, array<int, SafeFetcher>> */
    private static array $fetchers = [];
    private const GATEWAYS_MOST = 8;
    private const USER_AGENT = 'Pollen addon for Friendica';

    /** @return list<string> addresses with `{name}` for the IPNS name, or origins of Pollen gateways */
    public static function gateways(): array
    {
        $lines = preg_split('/\s+/', self::gatewaysText(), -1, PREG_SPLIT_NO_EMPTY) ?: [];
        $usable = array_filter($lines, static fn (string $line): bool => self::isGateway($line));
        return array_slice(array_values(array_unique($usable)), 0, self::GATEWAYS_MOST);
    }

    public static function gatewaysText(): string
    {
        $text = DI::config()->get(self::FAMILY, 'gateways');
        return is_string($text) ? $text : self::GATEWAYS;
    }

    public static function isGateway(string $line): bool
    {
        return ActorCheck::isOrigin($line)
            || preg_match('~\Ahttps?://(?=.{1,250}\z)[a-z0-9{][a-z0-9{}.:-]*(?:/[A-Za-z0-9{}._/-]*)?\z~', $line) === 1
            && substr_count($line, '{name}') === 1;
    }

    public static function leastSeconds(): int
    {
        return self::bounded('least_minutes', 15, 1, 1440) * 60;
    }

    public static function mostSeconds(): int
    {
        return max(self::leastSeconds(), self::bounded('most_hours', 24, 1, 24 * 7) * 3600);
    }

    /** Accounts that one run of the server's cron hands to its worker. */
    public static function accountsPerRun(): int
    {
        return self::bounded('accounts_per_run', 1000, 1, 10000);
    }

    public static function mediaBytes(): int
    {
        return self::bounded('media_megabytes', 16, 1, 64) * 1048576;
    }

    /** Laboratories: http, and addresses inside one's own network. */
    public static function allowsPrivate(): bool
    {
        return (bool) DI::config()->get(self::FAMILY, 'private_addresses');
    }

    /** Tell the gateways of followed accounts that this server has answers for them. */
    public static function announces(): bool
    {
        return (bool) (DI::config()->get(self::FAMILY, 'announce') ?? true);
    }

    /** A user's likes, boosts and replies are told to the accounts that they concern; on unless switched off. */
    public static function tellsAnswers(int $uid): bool
    {
        return !DI::pConfig()->get($uid, self::FAMILY, 'hide_answers');
    }

    /** A user's follows are told; off unless switched on. */
    public static function tellsFollows(int $uid): bool
    {
        return (bool) DI::pConfig()->get($uid, self::FAMILY, 'tell_follows');
    }

    /** One for each time limit, so that connections to gateways stay open from one account to the next. */
    public static function fetcher(int $seconds = SafeFetcher::SECONDS): SafeFetcher
    {
        $private = self::allowsPrivate();
        return self::$fetchers[(int) $private][$seconds]
            ??= new SafeFetcher(new AddressGuard($private), $seconds, self::USER_AGENT);
    }

    public static function schedule(): Schedule
    {
        return new Schedule(
            min(self::leastSeconds(), Limits::INTERVAL_SECONDS_MOST),
            self::mostSeconds()
        );
    }

    private static function bounded(string $key, int $default, int $least, int $most): int
    {
        $value = DI::config()->get(self::FAMILY, $key);
        return is_numeric($value) ? max($least, min($most, (int) $value)) : $default;
    }

    private function __construct()
    {
    }
}
