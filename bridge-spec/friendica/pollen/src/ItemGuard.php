<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Friendica\Model\Contact;
use Friendica\Model\Post;
use Pollen\Reader\Account;
use Pollen\Reader\PortableId;

/**
 * Items of Pollen accounts are made by this addon and by nobody else: not by other servers that use their ids or their
 * names, whatever the protocol is that these came by.
 */
final class ItemGuard
{
    /** Address of the account whose verified activity is being handed over right now. */
    private static ?string $writing = null;

    public static function write(StoredAccount $stored, \Closure $handOver): void
    {
        $before = self::$writing;
        self::$writing = $stored->url();
        try {
            $handOver();
        } finally {
            self::$writing = $before;
        }
    }

    /** For the hook post_remote. @param array<string, mixed> $item */
    public static function refuses(array $item): bool
    {
        $uri = (string) ($item['uri'] ?? '');
        $author = (string) ($item['author-link'] ?? '');
        if (!empty($item['author-id'])) {
            // By any address that Friendica takes for a second one of the account, for instance its page at a gateway.
            $contact = Contact::getById((int) $item['author-id'], ['url']);
            $author = is_array($contact) ? (string) $contact['url'] : $author;
        }
        $isOurs = preg_match('~\A\s*ipns:~i', $uri) === 1;
        if (!$isOurs && preg_match('~\A\s*ipns:~i', $author) !== 1) {
            return false;
        }
        $id = PortableId::parse((string) LocalId::canonical($uri));
        $owner = $id === null ? null : LocalId::actorOf(Account::of($id->did));
        // Copies for users are made of what is here already.
        $isKnown = $owner !== null && $author === $owner
            && ($owner === self::$writing || Post::exists(['uri' => $uri, 'author-link' => $owner, 'uid' => 0]));
        if (!$isKnown) {
            DI::logger()->notice('Pollen: somebody else\'s item refused', ['uri' => $uri, 'author' => $author]);
        }
        return !$isKnown;
    }

    private function __construct()
    {
    }
}
