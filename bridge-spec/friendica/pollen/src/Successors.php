<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\DI;
use Friendica\Model\Contact;
use Friendica\Model\Item;
use Friendica\Model\Post;
use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\Change;
use Pollen\Reader\Refused;
use Pollen\Reader\SignedJson;
use Pollen\Reader\Statement;
use Pollen\Reader\SuccessionCheck;
use Pollen\Reader\Successions;

/**
 * Accounts whose key was lost or stolen, and which go on under another key (bridge-spec section 8.5). What the new key says
 * beats everything that the old one ever said: followers follow the successor, and nothing of the old account is taken.
 */
final class Successors
{
    private const AT_ONCE = 500;

    /** The account that goes on now in the place of this one, or it itself; null: it cannot be had now. */
    public static function last(StoredAccount $stored): ?StoredAccount
    {
        $seen = [];
        while (($statement = $stored->state->succession()) !== null) {
            $seen[] = $stored->account->did;
            if (in_array($statement->successor, $seen, true) || count($seen) > Successions::LONGEST) {
                return $stored;
            }
            $address = Address::parse($statement->successor . self::hints($stored));
            $stored = $address === null ? null : Introduction::of($address);
            if ($stored === null) {
                return null;
            }
        }
        return $stored;
    }

    /**
     * Does what an accepted statement demands; may be done again.
     *
     * @return bool false: not all of it could be done now
     */
    public static function settle(StoredAccount $stored): bool
    {
        $statement = $stored->state->succession();
        if ($statement === null) {
            return true;
        }
        DBA::delete(Tables::PENDING, ['account' => $stored->uriId]);
        if ($stored->state->ended) {
            Importer::show($stored, true);
        }
        self::dropFrom($stored, $statement);
        $next = self::last($stored);
        if ($next === null || $next === $stored) {
            return false;
        }
        // Who looks at the old contact reads where the account goes on.
        Contacts::refresh($stored);
        $isDone = true;
        foreach (Contacts::followers($stored->uriId) as $uid) {
            $isDone = self::lead($uid, $stored, $next) && $isDone;
        }
        return $isDone;
    }

    /** Another account says that it goes on for one that is kept here. */
    public static function hear(Change $claim): void
    {
        $stored = AccountTable::find(Account::of($claim->targetId));
        if ($stored === null || $stored->state->nextKeyDigest === null) {
            return;
        }
        try {
            $text = SignedJson::encode($claim->activity->document);
            $statement = SuccessionCheck::parse($text, $stored->account, $stored->state->nextKeyDigest);
        } catch (Refused) {
            return;
        }
        $before = $stored->state->succession();
        if (($before !== null && !$statement->countsMoreThan($before)) || self::closesCircle($statement)) {
            return;
        }
        $stored->state->statement = $text;
        AccountTable::save($stored, ['next-poll' => AccountTable::date(time())]);
    }

    public static function closesCircle(Statement $statement): bool
    {
        return Successions::closesCircle(
            $statement,
            static fn (string $did): ?string => AccountTable::find(Account::of($did))?->state->succession()?->successor
        );
    }

    /** A follower of the old account follows the new one, in the same circles; the old contact says why it is silent. */
    private static function lead(int $uid, StoredAccount $old, StoredAccount $next): bool
    {
        $contact = DBA::selectFirst('contact', [], ['uid' => $uid, 'uri-id' => $old->uriId]);
        $there = DBA::selectFirst('contact', ['id', 'rel'], ['uid' => $uid, 'uri-id' => $next->uriId]);
        $id = is_array($there) ? (int) $there['id'] : 0;
        if ($id === 0 || !in_array((int) $there['rel'], [Contact::SHARING, Contact::FRIEND], true)) {
            $result = Contact::createFromProbeForUser($uid, $next->url());
            $id = ($result['success'] ?? false) ? (int) $result['cid'] : 0;
        }
        DI::logger()->notice('Pollen: key replaced', ['from' => $old->account->did, 'to' => $next->account->did, 'uid' => $uid, 'done' => $id > 0]);
        if ($id <= 0 || !is_array($contact)) {
            return false;
        }
        $kept = array_intersect_key($contact, array_flip(['notify_new_posts', 'fetch_further_information', 'ffi_keyword_denylist', 'hidden']));
        if ($kept !== []) {
            Contact::update($kept, ['id' => $id]);
        }
        // Friendica's API shows people what comes by contacts that they follow, so the old posts come by the new one.
        Post::update(['contact-id' => $id], ['uid' => $uid, 'contact-id' => $contact['id']]);
        foreach (DBA::selectToArray('group_member', ['gid'], ['contact-id' => $contact['id']]) as $row) {
            $member = ['gid' => $row['gid'], 'contact-id' => $id];
            if (!DBA::exists('group_member', $member)) {
                DBA::insert('group_member', $member);
            }
        }
        $note = DI::l10n()->t('The key of this account was lost or stolen. The account goes on under another key: %s', $next->url());
        $info = (string) ($contact['info'] ?? '');
        Contact::update([
            'rel' => Contact::NOTHING,
            'archive' => true,
            'info' => str_contains($info, $note) ? $info : trim($info . "\n\n" . $note),
        ], ['id' => $contact['id']]);
        return true;
    }

    /** What the old key signed from that moment on is taken away. */
    private static function dropFrom(StoredAccount $stored, Statement $statement): void
    {
        if ($statement->endTime === null) {
            return;
        }
        $author = ['author-id' => Contacts::publicId($stored), 'deleted' => false];
        $rows = DBA::selectToArray(
            Tables::OBJECT,
            ['id'],
            ["`account` = ? AND `version` >= ? AND `deleted` = ?", $stored->uriId, $statement->endTime, false],
            ['limit' => self::AT_ONCE]
        );
        foreach ($rows as $row) {
            Item::markForDeletion(['uri' => LocalId::of($row['id'])] + $author);
            DBA::update(Tables::OBJECT, ['deleted' => true], ['id' => $row['id']]);
        }
        // Boosts and the like have no version, only a date.
        $from = str_replace(['T', 'Z'], [' ', ''], $statement->endTime);
        Item::markForDeletion(["`author-id` = ? AND `deleted` = ? AND `created` >= ?", $author['author-id'], false, $from]);
    }

    /** Where the old account could be read, the new one may be known. */
    private static function hints(StoredAccount $stored): string
    {
        $origins = array_merge($stored->state->oldBases, $stored->state->hints, Settings::gateways());
        $origins = array_filter($origins, static fn (string $origin): bool => !str_contains($origin, '{name}'));
        $query = array_map(static fn (string $origin): string => 'via=' . rawurlencode($origin), array_unique($origins));
        return $query === [] ? '' : '?' . implode('&', array_slice($query, 0, 8));
    }

    private function __construct()
    {
    }
}
