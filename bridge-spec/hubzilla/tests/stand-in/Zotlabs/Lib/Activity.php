<?php

namespace Zotlabs\Lib;

use Pollen\Hubzilla\Tests\Hub;
use Pollen\Hubzilla\Tests\Sql;

/** As in Hubzilla 8.9.3, as far as the addon relies on it. */
class Activity
{
    public static function decode_note($act)
    {
        if (!isset($act->actor['id']) || isset($act->actor['inbox'])) {
            throw new \LogicException('an actor with an inbox becomes an ActivityPub contact');
        }
        foreach (['source', 'diaspora:guid', 'quoteUrl', 'commentPolicy', 'expires', 'directMessage', 'closed'] as $member) {
            if (isset($act->obj[$member]) || isset($act->data[$member])) {
                throw new \LogicException($member . ' got through');
            }
        }
        $isResponse = ActivityStreams::is_response_activity($act->type);
        if ($isResponse && !isset($act->obj['actor']['id'])) {
            return false;
        }
        $published = $act->data['published'] ?? $act->obj['published'];
        $text = (string) ($act->obj['content'] ?? '');
        $attachments = '';
        foreach ($isResponse ? [] : $act->obj['attachment'] ?? [] as $part) {
            $attachments = '[img=' . $part['url'] . ']' . ($part['name'] ?? '') . '[/img]' . $attachments;
        }
        return [
            'mid' => $isResponse ? $act->id : $act->obj['id'],
            'parent_mid' => $isResponse ? $act->obj['id'] : $act->parent_id,
            'created' => datetime_convert('UTC', 'UTC', $published),
            'edited' => datetime_convert('UTC', 'UTC', $act->obj['updated'] ?? $published),
            'title' => $act->obj['name'] ?? '',
            'summary' => $act->obj['summary'] ?? '',
            'body' => $attachments . ($isResponse ? $act->type . ($act->data['content'] ?? '') : trim(strip_tags($text))),
            'verb' => match ($act->type) {
                'Create' => ACTIVITY_POST,
                'Like' => 'http://activitystrea.ms/schema/1.0/like',
                default => $act->type,
            },
            'plink' => $act->obj['url'] ?? '',
            'item_private' => 0,
            'owner_xchan' => $act->actor['id'],
            'author_xchan' => $act->actor['id'],
            'term' => $isResponse ? [] : $act->obj['tag'] ?? [],
        ];
    }

    public static function store($channel, $observer_hash, $act, $item, $fetch_parents = true, $force = false)
    {
        if ($fetch_parents) {
            throw new \LogicException('would fetch addresses that strangers name');
        }
        $isChild = $item['parent_mid'] !== $item['mid'];
        $isAllowed = $isChild || isset(Hub::$config['abook ' . $channel['channel_id'] . ' ' . $observer_hash]['my_perms.send_stream']);
        $parents = q("select * from item where mid = '%s' and uid = %d", dbesc($item['parent_mid']), $channel['channel_id']);
        if ((!$isAllowed && !$force) || ($isChild && !$parents)) {
            return;
        }
        $row = q("select * from item where mid = '%s' and uid = %d", dbesc($item['mid']), $channel['channel_id']);
        if ($row) {
            if ($item['edited'] > $row[0]['edited']) {
                $event = ['item' => ['id' => $row[0]['id']] + $item, 'allow_exec' => false];
                call_hooks('item_store_update_before', $event);
                if (!($event['item']['cancel'] ?? false)) {
                    // It does not look who the author is.
                    $kept = array_intersect_key($row[0], ['author_xchan' => 0, 'owner_xchan' => 0, 'source_xchan' => 0, 'thr_parent' => 0]);
                    self::change($kept + $event['item'], (int) $row[0]['id']);
                }
            }
            return;
        }
        self::item_store($item + ['uid' => $channel['channel_id'], 'thr_parent' => $item['parent_mid']]);
    }

    /** include/items.php */
    public static function item_store(array $item): bool
    {
        $event = ['item' => $item, 'allow_exec' => false];
        call_hooks('item_store_before', $event);
        $item = $event['item'];
        if ($item['cancel'] ?? false) {
            return false;
        }
        $item += [
            'id' => count(Sql::$tables['item'] ?? []) + 1, 'item_deleted' => 0, 'item_unseen' => 1, 'lang' => '', 'item_private' => 0,
            'thr_parent' => $item['parent_mid'], 'item_blocked' => 0, 'item_hidden' => 0, 'item_unpublished' => 0, 'item_delayed' => 0,
            'item_pending_remove' => 0, 'source_xchan' => '', 'verb' => ACTIVITY_POST, 'summary' => '', 'title' => '', 'plink' => '',
        ];
        // detect_language() takes minutes for long texts without blanks.
        $least = \App::$config['system']['language_detect_min_length'] ?? 0;
        $item['lang'] = strlen($item['body']) >= $least ? 'xx' : '';
        foreach ($item['term'] ?? [] as $term) {
            Sql::$tables['term'][] = ['oid' => $item['id'], 'otype' => 1] + $term + ['ttype' => 0, 'url' => $term['href'] ?? ''];
        }
        Sql::$tables['item'][] = $item;
        call_hooks('item_stored', $item);
        return true;
    }

    private static function change(array $item, int $id): void
    {
        foreach (Sql::$tables['item'] as $index => $row) {
            if ($row['id'] === $id) {
                Sql::$tables['item'][$index] = $item + $row;
            }
        }
    }

    public static function drop($channel, $observer, $act)
    {
        foreach (Sql::$tables['item'] ?? [] as $index => $item) {
            if ($item['mid'] === $act->obj['id'] && $item['uid'] === $channel['channel_id'] && in_array($observer, [$item['author_xchan'], $item['owner_xchan']], true)) {
                $event = ['item' => $item, 'interactive' => false, 'stage' => 0];
                call_hooks('drop_item', $event);
                unset(Sql::$tables['item'][$index]);
            }
        }
    }

    public static function encode_item($item)
    {
        $id = str_starts_with($item['mid'], 'http') ? $item['mid'] : z_root() . '/item/' . urlencode($item['mid']);
        return ['id' => $id, 'type' => 'Note', 'content' => $item['body'], 'published' => $item['created']];
    }

    public static function encode_person($person, $extended = true)
    {
        return ['id' => $person['xchan_url'], 'type' => 'Person', 'name' => $person['xchan_name']];
    }

    public static function encode_attachment($item, $iconfig = false)
    {
        return [];
    }

    public static function activity_mapper($verb)
    {
        return ['http://activitystrea.ms/schema/1.0/post' => 'Create', 'http://activitystrea.ms/schema/1.0/like' => 'Like'][$verb] ?? $verb;
    }
}
