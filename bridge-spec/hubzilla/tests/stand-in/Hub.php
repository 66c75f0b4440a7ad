<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

/**
 * What the stand-in of Hubzilla remembers beside its tables.
 */
final class Hub
{
    /** @var list<string> */
    public static array $log = [];
    /** @var array<string, array<string, mixed>> */
    public static array $config = [];
    /** @var list<array{string, string, int}> hook, function, priority; highest priority first */
    public static array $hooks = [];
    /** @var list<list<string>> jobs given to the queue */
    public static array $jobs = [];
    /** @var array<int, true> channels that have installed the app */
    public static array $apps = [];
    public static int|false $localChannel = false;

    /** A hub with two channels, alice (3) and bob (4), that have the app. */
    public static function begin(): void
    {
        self::$log = self::$hooks = self::$jobs = [];
        self::$config = ['pollen' => ['private_addresses' => 1, 'gateways' => '']];
        self::$apps = [3 => true, 4 => true];
        self::$localChannel = false;
        $_REQUEST = $_GET = $_POST = [];
        Sql::$tables = Sql::$written = [];
        SqlIndex::forgetAll();
        foreach ([3 => 'alice', 4 => 'bob'] as $id => $name) {
            Sql::$tables['channel'][] = [
                'channel_id' => $id, 'channel_address' => $name, 'channel_hash' => 'hash-' . $name,
                'channel_removed' => 0, 'channel_account_id' => $id,
            ];
            Sql::$tables['xchan'][] = [
                'xchan_hash' => 'hash-' . $name, 'xchan_url' => 'https://hub.example/channel/' . $name,
                'xchan_network' => 'zot6', 'xchan_name' => ucfirst($name),
            ];
        }
        require_once __DIR__ . '/../../pollen/pollen.php';
        pollen_load();
    }

    /** What happens when somebody types an address into the form: Module\Follow and Connect::connect(). */
    public static function follow(int $channelId, string $typed): ?string
    {
        self::$localChannel = $channelId;
        $_REQUEST['url'] = $typed;
        $init = ['init' => true, 'replace' => false];
        call_hooks('follow_mod_init', $init);
        $url = self::punify((string) $_REQUEST['url']);
        $url = str_contains($url, '@') || str_contains($url, '/') ? $url : $url . '@hub.example';
        $question = ['address' => $url, 'protocol' => '', 'success' => false, 'xchan' => '', 'webfinger' => false];
        call_hooks('discover_channel_webfinger', $question);
        if (!$question['success']) {
            return null;
        }
        $xchan = q("select * from xchan where xchan_hash = '%s'", dbesc($question['xchan']))[0];
        $allowed = ['channel_id' => $channelId, 'follow_address' => $url, 'xchan' => $xchan, 'allowed' => 0, 'singleton' => 0];
        call_hooks('follow_allow', $allowed);
        if (!$allowed['allowed']) {
            return null;
        }
        $abook = [
            'abook_id' => count(Sql::$tables['abook'] ?? []) + 1, 'abook_channel' => $channelId,
            'abook_xchan' => $xchan['xchan_hash'], 'abook_self' => 0, 'abook_pending' => 0, 'abook_ignored' => 0,
            'abook_blocked' => 0, 'abook_archived' => 0, 'abook_connected' => '', 'abook_updated' => '',
        ];
        $known = q("select abook_id from abook where abook_channel = %d and abook_xchan = '%s'", $channelId, dbesc($xchan['xchan_hash']));
        if (!$known) {
            Sql::$tables['abook'][] = $abook;
        }
        $event = ['channel_id' => $channelId, 'channel' => channelx_by_n($channelId), 'abook' => $abook + $xchan];
        call_hooks('follow', $event);
        return $xchan['xchan_hash'];
    }

    /** What Hubzilla 8.9 makes of an address: lower case, and nothing when a label is too long. */
    private static function punify(string $text): string
    {
        return max(array_map('strlen', explode('.', $text))) > 63 ? '' : strtolower($text);
    }

    /** The queue: every job once. */
    public static function work(): void
    {
        $jobs = array_unique(self::$jobs, SORT_REGULAR);
        self::$jobs = [];
        foreach ($jobs as $job) {
            if ($job[0] === 'Addon') {
                call_hooks('daemon_addon', $job);
            }
        }
    }

    /** @return list<array<string, mixed>> items of a channel that are not deleted, in the order they were stored */
    public static function items(int $channelId): array
    {
        return array_values(array_filter(
            Sql::$tables['item'] ?? [],
            static fn (array $item): bool => $item['uid'] === $channelId && !$item['item_deleted']
        ));
    }

    /** @return list<string> */
    public static function bodies(int $channelId): array
    {
        return array_column(self::items($channelId), 'body');
    }
}
