<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\WebFinger;
use Zotlabs\Lib\Apps;

/**
 * Where Hubzilla asks who an address is. Every form of one account leads to one contact.
 */
final class Following
{
    private const THEIRS = ['view_stream', 'view_profile', 'post_comments', 'post_like', 'republish'];

    /**
     * Hook `follow_mod_init`: what somebody typed, before Hubzilla's own address handling lower-cases keys, gives up
     * on labels longer than 63 characters, or asks an account's website as if it were a server. Only the bare IPNS
     * name survives all that.
     */
    public static function rewriteForm(): void
    {
        $typed = $_REQUEST['url'] ?? null;
        if (!local_channel() || !is_string($typed) || !Apps::addon_app_installed(local_channel(), Network::APP)) {
            return;
        }
        $typed = trim((string) preg_replace('/\A\s*\[' . Network::NAME . '\]/i', '', $typed));
        $address = Address::parse($typed) ?? (self::isKnown($typed) ? null : Settings::lookup()->find($typed));
        if ($address !== null && Introduction::of($address) !== null) {
            $_REQUEST['url'] = $address->account->ipnsName;
        }
    }

    /**
     * Hook `discover_channel_webfinger`. Hubzilla appends `@<this hub>` to what has neither `@` nor `/`.
     *
     * @param array<string, mixed> $question
     */
    public static function discover(array &$question): void
    {
        $protocol = strtolower((string) ($question['protocol'] ?? ''));
        if (($question['success'] ?? false) || ($protocol !== '' && $protocol !== Network::NAME)) {
            return;
        }
        $asked = trim((string) ($question['address'] ?? ''));
        $asked = (string) preg_replace('/\A(k51[0-9a-z]{59}|did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44})@.*\z/s', '$1', $asked);
        $answer = $question['webfinger'] ?? null;
        $address = Address::parse($asked)
            ?? (is_array($answer) ? WebFinger::account((string) json_encode($answer)) : null);
        $stored = $address === null ? null : Introduction::of($address);
        $stored = $stored === null ? null : Successors::last($stored);
        if ($stored === null) {
            return;
        }
        $question['xchan'] = $stored->account->did;
        $question['success'] = true;
        // Whoever is asked after us looks at addresses that begin with http only.
        $question['address'] = $stored->account->did;
    }

    /**
     * Hook `follow_allow`.
     *
     * @param array<string, mixed> $question
     */
    public static function allow(array &$question): void
    {
        if (($question['xchan']['xchan_network'] ?? '') === Network::NAME) {
            $question['allowed'] = Apps::addon_app_installed($question['channel_id'], Network::APP);
            $question['singleton'] = 1;
        }
    }

    /**
     * Hook `follow`: nobody will grant permissions, and posts are wanted.
     *
     * @param array<string, mixed> $connection
     */
    public static function begin(array $connection): void
    {
        $did = (string) ($connection['abook']['abook_xchan'] ?? '');
        if (($connection['abook']['xchan_network'] ?? '') !== Network::NAME || !self::isAccount($did)) {
            return;
        }
        $channelId = (int) $connection['channel_id'];
        foreach (self::THEIRS as $permission) {
            set_abconfig($channelId, $did, 'their_perms', $permission, 1);
        }
        set_abconfig($channelId, $did, 'my_perms', 'send_stream', 1);
        AccountTable::unserve($did, $channelId);
        Journal::noteFollow($channelId, (int) $connection['abook']['abook_id'], Account::of($did));
        Jobs::poll($did);
    }

    /**
     * Hook `connection_remove`.
     *
     * @param array<string, mixed> $connection
     */
    public static function end(array $connection): void
    {
        $rows = q("select abook_xchan from abook where abook_id = %d", intval($connection['abook_id'] ?? 0));
        $did = (string) ($rows[0]['abook_xchan'] ?? '');
        if (self::isAccount($did) && Contacts::isOurs($did)) {
            Journal::noteUnfollow((int) $connection['channel_id'], (int) $connection['abook_id'], Account::of($did));
        }
    }

    private static function isAccount(string $did): bool
    {
        return preg_match('/\Adid:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}\z/', $did) === 1;
    }

    /** Hubzilla knows already what this address is. */
    private static function isKnown(string $typed): bool
    {
        $address = ltrim($typed, '@');
        return (bool) q(
            "select hubloc_id from hubloc where hubloc_addr = '%s' or hubloc_id_url = '%s' limit 1",
            dbesc($address),
            dbesc($typed)
        );
    }

    private function __construct()
    {
    }
}
