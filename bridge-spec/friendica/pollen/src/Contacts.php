<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Content\Text\HTML;
use Friendica\Core\Protocol;
use Friendica\DI;
use Friendica\Database\DBA;
use Friendica\Model\Contact;
use Friendica\Util\DateTimeFormat;
use Friendica\Util\Network;
use Pollen\Reader\Account;
use Pollen\Server\WebPages;

/**
 * An account as a Friendica contact: of the network ActivityPub, but without an inbox, so that nothing is ever
 * delivered to it, and with a key that fits no signature, so that nobody can speak for it.
 */
final class Contacts
{
    /** What a probe answers about an account whose actor has been verified. @return array<string, mixed> */
    public static function probeResult(StoredAccount $stored): array
    {
        $profile = self::profile($stored);
        return [
            'network' => Protocol::ACTIVITYPUB,
            'url' => $stored->url(),
            'nick' => $profile['nick'],
            'name' => $profile['name'],
            'addr' => $profile['addr'],
            'alias' => $profile['alias'],
            'photo' => $profile['photo'],
            'header' => $profile['header'],
            'about' => $profile['about'],
            'account-type' => Contact::TYPE_PERSON,
            'batch' => '',
            'notify' => '',
            'poll' => $profile['outbox'],
            'request' => '',
            'confirm' => '',
            'poco' => '',
            'priority' => 0,
            'guid' => '',
            'baseurl' => '',
            'pubkey' => '',
            'manually-approve' => false,
            // Without it Friendica would fetch the profile page to look for it.
            'hide' => true,
        ];
    }

    /** Writes what Friendica's ActivityPub code looks for, so that it does not go and fetch it. */
    public static function store(StoredAccount $stored): void
    {
        $profile = self::profile($stored) + [
            'url' => $stored->url(),
            'uri-id' => $stored->uriId,
            'inbox' => '',
            'sharedinbox' => '',
            'pubkey' => (string) DI::config()->get(Settings::FAMILY, 'nobodys_key'),
            'manually-approve' => 0,
            'generator' => 'Pollen',
            'updated' => DateTimeFormat::utcNow(),
        ];
        if (DBA::exists('apcontact', ['url' => $stored->url()])) {
            DBA::update('apcontact', $profile, ['url' => $stored->url()]);
        } else {
            DBA::insert('apcontact', $profile);
        }
    }

    /** A gateway's outage is not the account's: keeps all its contacts alive. Writes only what has to change. */
    public static function keepAlive(StoredAccount $stored, bool $hadAnswer): void
    {
        $isOld = false;
        $yesterday = AccountTable::date(time() - 86400);
        foreach (DBA::selectToArray('contact', [], ['uri-id' => $stored->uriId]) as $contact) {
            $isFailed = $contact['archive'] || $contact['failed'] || ($contact['term-date'] ?? '') > DBA::NULL_DATETIME;
            if ($isFailed) {
                Contact::unmarkForArchival($contact);
            }
            $isOld = $isOld || $isFailed || ($contact['success_update'] ?? '') < $yesterday;
        }
        if ($hadAnswer && $isOld) {
            Contact::update(['failed' => false, 'success_update' => DateTimeFormat::utcNow()], ['uri-id' => $stored->uriId]);
        }
    }

    /** Takes a changed name, text or picture over to all contacts of the account. */
    public static function refresh(StoredAccount $stored): void
    {
        self::store($stored);
        if ($stored->state->ended) {
            // A probe finds nobody any more.
            Contact::update(['about' => self::profile($stored)['about']], ['uri-id' => $stored->uriId]);
            return;
        }
        foreach (DBA::selectToArray('contact', ['id'], ['uri-id' => $stored->uriId]) as $contact) {
            Contact::updateFromProbe((int) $contact['id']);
        }
    }

    /** The administrator wants nothing of this account: the contact or, as a server, its IPNS name is blocked. */
    public static function isBlocked(StoredAccount $stored): bool
    {
        return Network::isUrlBlocked($stored->url())
            || DBA::exists('contact', ['uri-id' => $stored->uriId, 'uid' => 0, 'blocked' => true]);
    }

    /**
     * Users who follow the account and want to see it.
     *
     * @return list<int>
     */
    public static function followers(int $uriId): array
    {
        $rows = DBA::selectToArray('contact', ['uid'], [
            'uri-id' => $uriId,
            'rel' => [Contact::SHARING, Contact::FRIEND],
            'deleted' => false,
            'pending' => false,
            'blocked' => false,
        ]);
        $uids = array_map(static fn (array $row): int => (int) $row['uid'], $rows);
        return array_values(array_unique(array_filter($uids)));
    }

    public static function publicId(StoredAccount $stored): int
    {
        return (int) Contact::getIdForURL($stored->url());
    }

    /** What visitors of the contact have to know first. */
    private static function notice(StoredAccount $stored): string
    {
        $statement = $stored->state->succession();
        if ($statement !== null) {
            $next = Account::of($statement->successor);
            $page = WebPages::ofAccount($next, AccountTable::find($next)?->state->actor);
            return DI::l10n()->t('The key of this account was lost or stolen. The account goes on under another key: %s', $page);
        }
        return $stored->state->ended ? DI::l10n()->t('This account says that it has ended.') : '';
    }

    /** @return array<string, string> */
    private static function profile(StoredAccount $stored): array
    {
        $actor = $stored->state->actor ?? [];
        $nick = (string) ($actor['preferredUsername'] ?? substr($stored->account->ipnsName, -8));
        $name = is_string($actor['name'] ?? null) ? Sanitiser::plain($actor['name'], 120) : '';
        $summary = is_string($actor['summary'] ?? null) ? $actor['summary'] : '';
        $picture = static fn (string $member, string $default): string => is_array($actor[$member] ?? null)
            ? MediaTable::address($actor[$member], $stored->uriId) ?? $default
            : $default;
        return [
            'type' => (string) ($actor['type'] ?? 'Person') === 'Group' ? 'Person' : (string) ($actor['type'] ?? 'Person'),
            'nick' => $nick,
            'name' => $name === '' ? $nick : $name,
            'about' => trim(self::notice($stored) . "\n\n" . HTML::toBBCode(Sanitiser::html($summary))),
            'alias' => WebPages::ofAccount($stored->account, $stored->state->actor),
            // Not empty, or Friendica's API has no name for it; and the name of nobody's mailbox.
            'addr' => strtolower($nick) . '@' . $stored->account->ipnsName . '.ipns',
            'outbox' => LocalId::of($stored->account->outboxId),
            'photo' => $picture('icon', DI::baseUrl() . Contact::DEFAULT_AVATAR_PHOTO),
            'header' => $picture('image', ''),
        ];
    }

    private function __construct()
    {
    }
}
