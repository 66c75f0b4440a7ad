<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\Model\Item;
use Friendica\Model\Post;
use Friendica\Model\Tag;
use Friendica\Protocol\ActivityPub;
use Friendica\Protocol\ActivityPub\Transmitter;

/**
 * What users of this server did towards one account: public answers, mentions, likes, reshares and follows, also when
 * they were taken back. Nothing of those who do not want it told, nothing that is not public.
 */
final class Conversation
{
    /** Older ones are not told any more. */
    private const MOST = 2000;
    /** Only for this server, or for servers that check signatures by fetching keys. */
    private const LEFT_OUT = ['signature', 'source', 'diaspora:guid', 'diaspora:comment', 'diaspora:like', 'bto', 'bcc'];
    private const TYPES = ['Create', 'Update', 'Delete', 'Like', 'Announce', 'EmojiReact', 'Undo'];

    public function __construct(private StoredAccount $stored)
    {
    }

    /**
     * Newest first, those that may be told.
     *
     * @return list<array{id: int, uid: int, date: string, kind: string}>
     */
    public function list(int $before): array
    {
        $author = Contacts::publicId($this->stored);
        $rows = array_merge($this->answers($author, $before), $this->mentions($author, $before), FollowTable::list($this->stored->uriId, $before));
        $allowed = [];
        $seen = [];
        foreach ($rows as $row) {
            $uid = (int) $row['uid'];
            $allowed[$uid] ??= Settings::tellsAnswers($uid);
            $name = $row['kind'] . $row['id'];
            if (($row['kind'] === 'follow' || $allowed[$uid]) && !isset($seen[$name])) {
                $seen[$name] = ['id' => (int) $row['id'], 'uid' => $uid, 'date' => (string) $row['date'], 'kind' => (string) $row['kind']];
            }
        }
        $rows = array_values($seen);
        usort($rows, static fn (array $a, array $b): int => [$b['date'], $b['id']] <=> [$a['date'], $a['id']]);
        return array_slice($rows, 0, self::MOST);
    }

    /**
     * One entry as an activity with ids of this server; what it says about Pollen things is canonical.
     *
     * @param array{id: int, uid: int, date: string, kind: string} $row
     * @return array<string, mixed>|null
     */
    public function entry(array $row): ?array
    {
        if ($row['kind'] === 'follow') {
            return FollowTable::entry($row['id'], $this->stored);
        }
        // As an object: complete, but without Friendica's own signature, which costs much and proves nothing here.
        $activity = Transmitter::createActivityFromItem($row['id'], true);
        $item = Post::selectFirst(['uri', 'author-link', 'gravity', 'deleted', 'edited'], ['id' => $row['id']]);
        if (!is_array($activity) || !is_array($item) || !in_array($activity['type'] ?? '', self::TYPES, true)) {
            return null;
        }
        if ($item['deleted']) {
            $activity = self::takenBack($activity, $item);
        }
        $activity = ['@context' => ActivityPub::CONTEXT] + $activity;
        $activity = self::withoutPrivate($activity);
        $json = json_encode($activity, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
        $entry = json_decode(LocalId::canonicalJson((string) $json), true);
        return is_array($entry) ? $entry : null;
    }

    /**
     * @param array<string, mixed> $activity
     * @param array<string, mixed> $item
     * @return array<string, mixed>
     */
    private static function takenBack(array $activity, array $item): array
    {
        $isReaction = (int) $item['gravity'] === Item::GRAVITY_ACTIVITY;
        return [
            'id' => $item['uri'] . ($isReaction ? '/Undo' : '/Delete'),
            'type' => $isReaction ? 'Undo' : 'Delete',
            'actor' => $item['author-link'],
            'object' => $isReaction ? $activity : $item['uri'],
            'published' => gmdate('Y-m-d\TH:i:s\Z', (int) strtotime($item['edited'] . ' UTC')),
            'to' => $activity['to'] ?? [],
            'cc' => $activity['cc'] ?? [],
        ];
    }

    /** @return list<array<string, mixed>> */
    private function answers(int $author, int $before): array
    {
        return DBA::toArray(DBA::p(
            "SELECT a.`id`, a.`uid`, GREATEST(a.`received`, a.`edited`) AS `date`, 'item' AS `kind`
            FROM `post-user` AS a JOIN `post` AS p ON p.`uri-id` = a.`thr-parent-id`
            WHERE p.`author-id` = ? AND a.`thr-parent-id` != a.`uri-id` AND a.`origin` AND a.`uid` != 0
                AND a.`private` IN (?, ?) AND a.`gravity` IN (?, ?) AND a.`received` <= ?
            ORDER BY a.`received` DESC LIMIT " . self::MOST,
            $author, Item::PUBLIC, Item::UNLISTED, Item::GRAVITY_COMMENT, Item::GRAVITY_ACTIVITY, AccountTable::date($before)
        ));
    }

    /** @return list<array<string, mixed>> */
    private function mentions(int $author, int $before): array
    {
        return DBA::toArray(DBA::p(
            "SELECT a.`id`, a.`uid`, GREATEST(a.`received`, a.`edited`) AS `date`, 'item' AS `kind`
            FROM `post-tag` AS t JOIN `post-user` AS a ON a.`uri-id` = t.`uri-id`
            WHERE t.`cid` = ? AND t.`type` IN (?, ?, ?) AND a.`origin` AND a.`uid` != 0
                AND a.`private` IN (?, ?) AND a.`gravity` IN (?, ?) AND a.`received` <= ?
            ORDER BY a.`received` DESC LIMIT " . self::MOST,
            $author, Tag::MENTION, Tag::EXCLUSIVE_MENTION, Tag::IMPLICIT_MENTION, Item::PUBLIC, Item::UNLISTED,
            Item::GRAVITY_PARENT, Item::GRAVITY_COMMENT, AccountTable::date($before)
        ));
    }

    /**
     * @param array<string, mixed> $activity
     * @return array<string, mixed>
     */
    private static function withoutPrivate(array $activity): array
    {
        foreach (self::LEFT_OUT as $member) {
            unset($activity[$member]);
        }
        if (is_array($activity['object'] ?? null)) {
            $activity['object'] = self::withoutPrivate($activity['object']);
            unset($activity['object']['@context']);
        }
        return $activity;
    }
}
