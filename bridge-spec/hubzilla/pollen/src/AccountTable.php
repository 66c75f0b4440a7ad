<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;
use Pollen\Reader\Address;
use Pollen\Reader\Outcome;

/**
 * Accounts that are known here, with the reader's state of each.
 */
final class AccountTable
{
    private const HINTS = 8;

    public static function find(string $did): ?StoredAccount
    {
        $row = Database::first(Tables::ACCOUNT, ['did' => $did]);
        return $row === null ? null : self::read($row);
    }

    /** The row of an address, or a new one; what came with the address is remembered as a place to ask. */
    public static function findOrStart(Address $address): StoredAccount
    {
        $stored = self::find($address->account->did);
        if ($stored !== null) {
            $hints = array_unique(array_merge($address->via, $stored->state->hints));
            $stored->state->hints = array_slice(array_values($hints), 0, self::HINTS);
            return $stored;
        }
        $state = AccountState::start($address->account, $address->via);
        return new StoredAccount($address->account, $state, 0, 0, 0, [], false);
    }

    /** @param array<string, string|int> $fields times and note beside the state */
    public static function save(StoredAccount $stored, array $fields = []): void
    {
        Database::put(Tables::ACCOUNT, ['did' => $stored->account->did], [
            'state' => $stored->state->toJson(),
            'served' => (string) json_encode($stored->served),
        ] + $fields);
    }

    /** @param array<string, string|int> $fields */
    public static function touch(string $did, array $fields): void
    {
        Database::change(Tables::ACCOUNT, $fields, ['did' => $did]);
    }

    /** The channel begins anew: with the next poll it gets what others already have. */
    public static function unserve(string $did, int $channelId): void
    {
        $served = array_values(array_diff(self::find($did)?->served ?? [], [$channelId]));
        self::touch($did, ['served' => (string) json_encode($served)]);
    }

    /**
     * DIDs of accounts whose time has come, longest waiting first; those that no host answered for last time, which may
     * take long, after all others.
     *
     * @return list<string>
     */
    public static function due(int $now, int $limit): array
    {
        $rows = Database::rows('SELECT did, note FROM ' . Tables::ACCOUNT . ' WHERE next_poll <= ' . $now
            . ' ORDER BY next_poll LIMIT ' . $limit);
        $isLost = static fn (array $row): bool => str_starts_with($row['note'], Outcome::UNREACHABLE);
        usort($rows, static fn (array $a, array $b): int => $isLost($a) <=> $isLost($b));
        return array_column($rows, 'did');
    }

    /** Accounts that were pinged since then. */
    public static function pingedSince(int $seconds): int
    {
        $rows = Database::rows('SELECT count(*) AS total FROM ' . Tables::ACCOUNT . ' WHERE ' . $seconds . ' < pinged');
        return (int) ($rows[0]['total'] ?? 0);
    }

    /** @param array<string, string> $row */
    private static function read(array $row): ?StoredAccount
    {
        try {
            $account = Account::of($row['did']);
            $state = AccountState::fromJson($row['state']);
        } catch (\InvalidArgumentException) {
            return null;
        }
        $served = json_decode($row['served'], true);
        return new StoredAccount(
            $account,
            $state,
            (int) $row['last_news'],
            (int) $row['pinged'],
            (int) $row['announced'],
            is_array($served) ? array_values(array_map('intval', $served)) : [],
            true,
            (int) $row['last_poll']
        );
    }

    private function __construct()
    {
    }
}
