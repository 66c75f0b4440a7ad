<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\Model\ItemURI;
use Friendica\Util\DateTimeFormat;
use Pollen\Reader\Account;
use Pollen\Reader\AccountState;

/**
 * Accounts that are known here, with the reader's state of each.
 */
final class AccountTable
{
    private const NEVER = '0001-01-01 00:00:00';

    public static function find(Account $account): ?StoredAccount
    {
        $row = DBA::selectFirst(Tables::ACCOUNT, [], ['did' => $account->did]);
        return is_array($row) ? self::read($row) : null;
    }

    public static function get(int $uriId): ?StoredAccount
    {
        $row = DBA::selectFirst(Tables::ACCOUNT, [], ['uri-id' => $uriId]);
        return is_array($row) ? self::read($row) : null;
    }

    /** The row of an account, or one that is not stored yet. */
    public static function findOrAdd(Account $account): StoredAccount
    {
        $stored = self::find($account);
        if ($stored !== null) {
            return $stored;
        }
        $uriId = (int) ItemURI::getIdByURI(LocalId::actorOf($account));
        return new StoredAccount($uriId, $account, AccountState::start($account, []), self::NEVER, self::NEVER, self::NEVER, self::NEVER, self::NEVER, []);
    }

    /** @param array<string, string> $fields dates and note beside the state */
    public static function save(StoredAccount $stored, array $fields = []): void
    {
        $row = [
            'uri-id' => $stored->uriId,
            'did' => $stored->account->did,
            'state' => $stored->state->toJson(),
            'served' => json_encode($stored->served),
        ] + $fields;
        if (DBA::exists(Tables::ACCOUNT, ['uri-id' => $stored->uriId])) {
            DBA::update(Tables::ACCOUNT, $row, ['uri-id' => $stored->uriId]);
        } else {
            DBA::insert(Tables::ACCOUNT, $row);
        }
    }

    /** @param array<string, string> $fields */
    public static function touch(int $uriId, array $fields): void
    {
        DBA::update(Tables::ACCOUNT, $fields, ['uri-id' => $uriId]);
    }

    /**
     * uri-ids of accounts whose time has come, longest waiting first.
     *
     * @return list<int>
     */
    public static function due(int $limit): array
    {
        $rows = DBA::selectToArray(
            Tables::ACCOUNT,
            ['uri-id'],
            ["`next-poll` <= ?", DateTimeFormat::utcNow()],
            ['order' => ['next-poll'], 'limit' => $limit]
        );
        return array_map(static fn (array $row): int => (int) $row['uri-id'], $rows);
    }

    public static function date(int $seconds): string
    {
        return gmdate('Y-m-d H:i:s', $seconds);
    }

    /** @param array<string, mixed> $row */
    private static function read(array $row): ?StoredAccount
    {
        try {
            $account = Account::of((string) $row['did']);
            $state = AccountState::fromJson((string) $row['state']);
        } catch (\InvalidArgumentException) {
            return null;
        }
        $served = json_decode((string) $row['served'], true);
        return new StoredAccount(
            (int) $row['uri-id'],
            $account,
            $state,
            (string) $row['next-poll'],
            (string) $row['last-poll'],
            (string) $row['last-news'],
            (string) $row['pinged'],
            (string) $row['announced'],
            is_array($served) ? array_values(array_map('intval', $served)) : []
        );
    }

    private function __construct()
    {
    }
}
