<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\ActorCheck;
use Pollen\Reader\Limits;
use Pollen\Server\AddressGuard;
use Pollen\Server\AddressLookup;
use Pollen\Server\SafeFetcher;
use Pollen\Server\Schedule;

/**
 * What the administrator and the channels have chosen. Every value has a default and bounds; intervals in seconds.
 */
final class Settings
{
    public const FAMILY = 'pollen';
    public const GATEWAYS = "https://{name}.ipns.dweb.link\nhttps://ipfs.io/ipns/{name}";
    private const GATEWAYS_MOST = 8;

    /** @var array<int, array<int, SafeFetcher>> by seconds, and by whether private addresses are allowed */
    private static array $fetchers = [];

    /** @return list<string> addresses with `{name}` for the IPNS name, or origins of Pollen gateways */
    public static function gateways(): array
    {
        $lines = preg_split('/\s+/', self::gatewaysText(), -1, PREG_SPLIT_NO_EMPTY) ?: [];
        $usable = array_filter($lines, static fn (string $line): bool => self::isGateway($line));
        return array_slice(array_values(array_unique($usable)), 0, self::GATEWAYS_MOST);
    }

    public static function gatewaysText(): string
    {
        $text = get_config(self::FAMILY, 'gateways');
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

    /** Accounts that one run of the server's cron polls at most. */
    public static function accountsPerRun(): int
    {
        return self::bounded('accounts_per_run', 10000, 1, 10000);
    }

    public static function mediaBytes(): int
    {
        return self::bounded('media_megabytes', 16, 1, 64) * 1048576;
    }

    /** Laboratories: http, and addresses inside one's own network. */
    public static function allowsPrivate(): bool
    {
        return (bool) get_config(self::FAMILY, 'private_addresses');
    }

    /** Tell the gateways of followed accounts that this hub has answers for them. */
    public static function announces(): bool
    {
        return (bool) get_config(self::FAMILY, 'announce', true);
    }

    /** Uninstalling also forgets what was read and deleted. */
    public static function erases(): bool
    {
        return (bool) get_config(self::FAMILY, 'erase');
    }

    /** A channel's public likes, boosts and replies are told to the accounts that they concern; on unless switched off. */
    public static function tellsAnswers(int $channelId): bool
    {
        return !get_pconfig($channelId, self::FAMILY, 'hide_answers');
    }

    /** A channel's follows are told; off unless switched on. */
    public static function tellsFollows(int $channelId): bool
    {
        return (bool) get_pconfig($channelId, self::FAMILY, 'tell_follows');
    }

    /** The same one in the whole process, so that connections to gateways stay open from one account to the next. */
    public static function fetcher(int $seconds = SafeFetcher::SECONDS): SafeFetcher
    {
        $isPrivate = self::allowsPrivate();
        return self::$fetchers[$seconds][(int) $isPrivate]
            ??= new SafeFetcher(new AddressGuard($isPrivate), $seconds, 'Pollen addon for Hubzilla');
    }

    public static function lookup(): AddressLookup
    {
        return new AddressLookup(self::fetcher(8));
    }

    public static function schedule(): Schedule
    {
        return new Schedule(min(self::leastSeconds(), Limits::INTERVAL_SECONDS_MOST), self::mostSeconds());
    }

    private static function bounded(string $key, int $default, int $least, int $most): int
    {
        $value = get_config(self::FAMILY, $key);
        return is_numeric($value) ? max($least, min($most, (int) $value)) : $default;
    }

    private function __construct()
    {
    }
}
