<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Tables of the addon, the same for MySQL, MariaDB and PostgreSQL. Times are seconds since 1970, in answers
 * microseconds.
 */
final class Tables
{
    public const ACCOUNT = 'pollen_account';
    public const ACTIVITY = 'pollen_activity';
    public const OBJECT = 'pollen_object';
    public const MEDIA = 'pollen_media';
    public const ANSWER = 'pollen_answer';

    private const VERSION = 2;

    private const COLUMNS = [
        self::ACCOUNT => [
            'did varchar(64) NOT NULL PRIMARY KEY',
            'state {text} NOT NULL',
            'next_poll bigint NOT NULL DEFAULT 0',
            'last_poll bigint NOT NULL DEFAULT 0',
            'last_news bigint NOT NULL DEFAULT 0',
            'pinged bigint NOT NULL DEFAULT 0',
            'announced bigint NOT NULL DEFAULT 0',
            'served {text} NOT NULL',
            "note varchar(255) NOT NULL DEFAULT ''",
        ],
        self::ACTIVITY => [
            'id {id} NOT NULL PRIMARY KEY',
            'did varchar(64) NOT NULL',
            'known smallint NOT NULL DEFAULT 0',
            'undone smallint NOT NULL DEFAULT 0',
        ],
        self::OBJECT => [
            'id {id} NOT NULL PRIMARY KEY',
            'did varchar(64) NOT NULL',
            "version varchar(32) NOT NULL DEFAULT ''",
            'deleted smallint NOT NULL DEFAULT 0',
        ],
        self::MEDIA => [
            'digest {id} NOT NULL',
            'did varchar(64) NOT NULL',
            "type varchar(128) NOT NULL DEFAULT ''",
            'url {text} NOT NULL',
            'PRIMARY KEY (digest, did)',
        ],
        self::ANSWER => [
            'mid {id} NOT NULL',
            'did varchar(64) NOT NULL',
            'channel bigint NOT NULL',
            'noted bigint NOT NULL',
            'gone {text} NOT NULL',
            'PRIMARY KEY (mid, did, channel)',
        ],
    ];

    private const INDEXES = [
        'pollen_account_next' => self::ACCOUNT . ' (next_poll)',
        'pollen_activity_did' => self::ACTIVITY . ' (did)',
        'pollen_object_did' => self::OBJECT . ' (did)',
        'pollen_answer_did' => self::ANSWER . ' (did, noted)',
    ];

    /** Makes what is missing; harmless when everything is there. */
    public static function create(): void
    {
        $before = (int) get_config(Settings::FAMILY, 'tables', 0);
        if ($before >= self::VERSION) {
            return;
        }
        $statements = $before === 0 ? self::sql(self::isPostgres()) : self::upgrade(self::isPostgres());
        foreach ($statements as $statement) {
            dbq($statement);
        }
        set_config(Settings::FAMILY, 'tables', self::VERSION);
    }

    public static function drop(): void
    {
        foreach (array_keys(self::COLUMNS) as $table) {
            dbq('DROP TABLE IF EXISTS ' . $table);
        }
        del_config(Settings::FAMILY, 'tables');
    }

    /** @return list<string> */
    public static function sql(bool $isPostgres): array
    {
        // Ids are case-sensitive: two keys may differ in nothing else.
        $types = $isPostgres
            ? ['{id}' => 'varchar(191)', '{text}' => 'text']
            : ['{id}' => 'varchar(191) CHARACTER SET ascii COLLATE ascii_bin', '{text}' => 'mediumtext'];
        $statements = [];
        foreach (self::COLUMNS as $table => $columns) {
            $statements[] = 'CREATE TABLE IF NOT EXISTS ' . $table . ' (' . strtr(implode(', ', $columns), $types) . ')'
                . ($isPostgres ? '' : ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4');
        }
        foreach (self::INDEXES as $name => $place) {
            $statements[] = 'CREATE INDEX ' . $name . ' ON ' . $place;
        }
        return $statements;
    }

    /**
     * From version 1, where a file belonged to whoever named it first.
     *
     * @return list<string>
     */
    private static function upgrade(bool $isPostgres): array
    {
        $key = $isPostgres ? 'CONSTRAINT pollen_media_pkey' : 'PRIMARY KEY';
        return ['ALTER TABLE ' . self::MEDIA . ' DROP ' . $key . ', ADD PRIMARY KEY (digest, did)'];
    }

    private static function isPostgres(): bool
    {
        return defined('ACTIVE_DBTYPE') && defined('DBTYPE_POSTGRES') && ACTIVE_DBTYPE === DBTYPE_POSTGRES;
    }

    private function __construct()
    {
    }
}
