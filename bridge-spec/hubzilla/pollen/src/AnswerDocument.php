<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\PortableId;
use Zotlabs\Lib\Activity;

/**
 * What a channel of this hub said, as entries of the responses collection: complete activities with this hub's own
 * https ids. Written here and not by Hubzilla's own encoder, which puts addresses of its own over ids that are not http.
 */
final class AnswerDocument
{
    private const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
    private const REACTIONS = ['Like', 'Announce', 'EmojiReact'];

    /**
     * @param array<string, mixed> $item of Hubzilla, with `author` and `term`
     * @return list<array<string, mixed>> newest first; none for what cannot be said
     */
    public static function of(array $item, string $actor): array
    {
        $type = self::type($item);
        $published = self::date($item['created']);
        $entry = [
            'id' => self::activityId($item['mid']),
            'type' => $type,
            'actor' => $actor,
            'published' => $published,
            'to' => [self::PUBLIC],
            'cc' => [],
        ];
        if (in_array($type, self::REACTIONS, true)) {
            $content = $type === 'EmojiReact' ? ['content' => mb_substr(trim((string) $item['body']), 0, 64)] : [];
            return [$entry + $content + ['object' => $item['thr_parent']]];
        }
        if ($type !== 'Create') {
            return [];
        }
        $note = self::note($item, $actor);
        $entries = [$entry + ['object' => $note]];
        if (isset($note['updated'])) {
            $update = ['id' => $entry['id'] . '#' . $note['updated'], 'type' => 'Update', 'published' => $note['updated']];
            array_unshift($entries, $update + $entry + ['object' => $note]);
        }
        return $entries;
    }

    /** @param array<string, mixed> $item that is being removed */
    public static function takingBack(array $item): string
    {
        $channel = channelx_by_n(intval($item['uid']));
        $actor = $channel ? channel_url($channel) : '';
        $id = self::activityId((string) $item['mid']);
        $type = self::type($item);
        $common = ['actor' => $actor, 'published' => gmdate('Y-m-d\TH:i:s\Z'), 'to' => [self::PUBLIC]];
        $document = in_array($type, self::REACTIONS, true)
            ? ['id' => $id . '#undo', 'type' => 'Undo', 'object' => [
                'id' => $id, 'type' => $type, 'actor' => $actor, 'object' => (string) $item['thr_parent'],
            ]]
            : ['id' => $id . '#delete', 'type' => 'Delete', 'object' => (string) $item['mid']];
        return (string) json_encode($document + $common, JSON_UNESCAPED_SLASHES);
    }

    public static function followId(int $connectionId): string
    {
        return z_root() . '/follow/' . $connectionId;
    }

    /** @return array<string, mixed> */
    public static function follow(string $actor, string $id, Account $account, int $noted): array
    {
        return [
            'id' => $id,
            'type' => 'Follow',
            'actor' => $actor,
            'published' => gmdate('Y-m-d\TH:i:s\Z', intdiv($noted, 1000000)),
            'object' => $account->actorId,
            'to' => [self::PUBLIC],
        ];
    }

    public static function unfollow(int $channelId, string $id, Account $account): string
    {
        $channel = channelx_by_n($channelId);
        $actor = $channel ? channel_url($channel) : '';
        return (string) json_encode([
            'id' => $id . '#undo',
            'type' => 'Undo',
            'actor' => $actor,
            'published' => gmdate('Y-m-d\TH:i:s\Z'),
            'object' => ['id' => $id, 'type' => 'Follow', 'actor' => $actor, 'object' => $account->actorId],
            'to' => [self::PUBLIC],
        ], JSON_UNESCAPED_SLASHES);
    }

    /**
     * @param array<string, mixed> $item
     * @return array<string, mixed>
     */
    private static function note(array $item, string $actor): array
    {
        $note = [
            'id' => $item['mid'],
            'type' => 'Note',
            'attributedTo' => $actor,
            'published' => self::date($item['created']),
            'content' => bbcode((string) $item['body'], ['cache' => true]),
            'url' => (string) ($item['plink'] ?? $item['mid']),
            'to' => [self::PUBLIC],
            'cc' => [],
        ];
        foreach (['summary' => 'summary', 'title' => 'name'] as $column => $member) {
            if ((string) ($item[$column] ?? '') !== '') {
                $note[$member] = trim(strip_tags(bbcode((string) $item[$column], ['cache' => true])));
            }
        }
        if ($item['thr_parent'] !== $item['mid']) {
            $note['inReplyTo'] = (string) $item['thr_parent'];
        }
        if ($item['edited'] > $item['created']) {
            $note['updated'] = self::date($item['edited']);
        }
        $tags = array_values(array_filter(array_map([self::class, 'tag'], $item['term'] ?? [])));
        $attachments = Activity::encode_attachment($item);
        return $note + array_filter(['tag' => $tags, 'attachment' => is_array($attachments) ? $attachments : []]);
    }

    /**
     * @param array<string, mixed> $term
     * @return array<string, string>|null
     */
    private static function tag(array $term): ?array
    {
        $href = (string) ($term['url'] ?? '');
        if (intval($term['ttype'] ?? 0) === TERM_HASHTAG) {
            return ['type' => 'Hashtag', 'name' => '#' . $term['term'], 'href' => $href];
        }
        if (intval($term['ttype'] ?? 0) !== TERM_MENTION) {
            return null;
        }
        $rows = q("select xchan_hash from xchan where xchan_url = '%s' and xchan_network = '%s'", dbesc($href), dbesc(Network::NAME));
        $href = $rows ? Account::of($rows[0]['xchan_hash'])->actorId : $href;
        return ['type' => 'Mention', 'name' => '@' . $term['term'], 'href' => $href];
    }

    /** @param array<string, mixed> $item */
    private static function type(array $item): string
    {
        $type = Activity::activity_mapper((string) $item['verb']);
        return PortableId::parse($item['thr_parent'] ?? null) === null && $type !== 'Create' ? '' : $type;
    }

    private static function activityId(string $mid): string
    {
        return str_replace('/item/', '/activity/', $mid);
    }

    private static function date(string $date): string
    {
        return datetime_convert('UTC', 'UTC', $date, 'Y-m-d\TH:i:s\Z');
    }

    private function __construct()
    {
    }
}
