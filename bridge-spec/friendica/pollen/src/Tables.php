<?php

declare(strict_types=1);

namespace Pollen\Friendica;

/**
 * The addon's own tables. They stay when the addon is disabled: who forgets what was deleted would take it again.
 */
final class Tables
{
    public const ACCOUNT = 'pollen-account';
    public const ACTIVITY = 'pollen-activity';
    public const OBJECT = 'pollen-object';
    public const MEDIA = 'pollen-media';
    public const FOLLOW = 'pollen-follow';
    public const PENDING = 'pollen-pending';

    /** For the hook dbstructure_definition. */
    public static function definition(): array
    {
        $date = ['type' => 'datetime', 'not null' => '1', 'default' => '0001-01-01 00:00:00'];
        $account = ['type' => 'int unsigned', 'not null' => '1', 'comment' => 'uri-id of the actor'];
        return [
            self::ACCOUNT => [
                'comment' => 'Pollen accounts that somebody here has met',
                'fields' => [
                    'uri-id' => ['type' => 'int unsigned', 'not null' => '1', 'primary' => '1', 'comment' => 'item-uri of the actor'],
                    'did' => ['type' => 'varbinary(64)', 'not null' => '1', 'comment' => 'did:key'],
                    'state' => ['type' => 'mediumtext', 'comment' => 'JSON of the reader: what is processed, verified actor'],
                    'next-poll' => $date + ['comment' => ''],
                    'last-poll' => $date + ['comment' => ''],
                    'last-news' => $date + ['comment' => ''],
                    'pinged' => $date + ['comment' => ''],
                    'announced' => $date + ['comment' => 'host announced to the account\'s gateways'],
                    'served' => ['type' => 'mediumtext', 'comment' => 'JSON list of users who have got the back-fill'],
                    'note' => ['type' => 'varchar(255)', 'comment' => 'last refusal or failure, for administrators'],
                ],
                'indexes' => ['PRIMARY' => ['uri-id'], 'did' => ['UNIQUE', 'did'], 'next-poll' => ['next-poll']],
            ],
            self::ACTIVITY => [
                'comment' => 'Pollen activities that have been processed or undone',
                'fields' => [
                    'id' => ['type' => 'varbinary(191)', 'not null' => '1', 'primary' => '1', 'comment' => 'canonical id'],
                    'account' => $account,
                    'known' => ['type' => 'boolean', 'not null' => '1', 'default' => '0', 'comment' => 'processed'],
                    'undone' => ['type' => 'boolean', 'not null' => '1', 'default' => '0', 'comment' => 'taken back, for ever'],
                ],
                'indexes' => ['PRIMARY' => ['id'], 'account' => ['account']],
            ],
            self::OBJECT => [
                'comment' => 'Pollen objects: stored version, or deleted for ever',
                'fields' => [
                    'id' => ['type' => 'varbinary(191)', 'not null' => '1', 'primary' => '1', 'comment' => 'canonical id'],
                    'account' => $account,
                    'version' => ['type' => 'varbinary(20)', 'not null' => '1', 'default' => '', 'comment' => 'date'],
                    'published' => ['type' => 'varbinary(20)', 'not null' => '1', 'default' => '', 'comment' => 'date'],
                    'deleted' => ['type' => 'boolean', 'not null' => '1', 'default' => '0', 'comment' => ''],
                ],
                'indexes' => ['PRIMARY' => ['id'], 'account_published' => ['account', 'published']],
            ],
            self::MEDIA => [
                'comment' => 'Media files of Pollen accounts that posts here show',
                'fields' => [
                    'digest' => ['type' => 'varbinary(47)', 'not null' => '1', 'primary' => '1', 'comment' => 'digestMultibase'],
                    'account' => $account + ['primary' => '1'],
                    'type' => ['type' => 'varchar(128)', 'not null' => '1', 'default' => '', 'comment' => 'media type'],
                    'url' => ['type' => 'varbinary(2048)', 'not null' => '1', 'default' => '', 'comment' => 'address in the document'],
                ],
                'indexes' => ['PRIMARY' => ['digest', 'account'], 'account' => ['account']],
            ],
            self::FOLLOW => [
                'comment' => 'Follows of Pollen accounts that users have chosen to tell',
                'fields' => [
                    'id' => ['type' => 'int unsigned', 'not null' => '1', 'extra' => 'auto_increment', 'primary' => '1', 'comment' => ''],
                    'account' => $account,
                    'uid' => ['type' => 'mediumint unsigned', 'not null' => '1', 'comment' => 'user'],
                    'created' => $date + ['comment' => ''],
                    'ended' => $date + ['comment' => ''],
                ],
                'indexes' => ['PRIMARY' => ['id'], 'account' => ['account']],
            ],
            self::PENDING => [
                'comment' => 'Pollen activities that are tried again',
                'fields' => [
                    'id' => ['type' => 'varbinary(191)', 'not null' => '1', 'primary' => '1', 'comment' => 'canonical id'],
                    'account' => $account,
                    'change' => ['type' => 'mediumtext', 'comment' => 'JSON of what the reader has verified'],
                    'tries' => ['type' => 'tinyint unsigned', 'not null' => '1', 'default' => '0', 'comment' => ''],
                    'next-try' => $date + ['comment' => ''],
                ],
                'indexes' => ['PRIMARY' => ['id'], 'account_next-try' => ['account', 'next-try']],
            ],
        ];
    }

    /** Changes when the tables or the hooks do. */
    public static function version(): string
    {
        return hash('sha256', json_encode(self::definition()) . file_get_contents(__DIR__ . '/../pollen.php'));
    }

    private function __construct()
    {
    }
}
