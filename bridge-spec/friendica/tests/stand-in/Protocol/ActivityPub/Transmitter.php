<?php

declare(strict_types=1);

namespace Friendica\Protocol\ActivityPub;

use Friendica\Database\DBA;

final class Transmitter
{
    public static function createActivityFromItem(int $item_id, bool $object_mode = false, $api_mode = false, $announce_activity = false)
    {
        $item = DBA::selectFirst('post', [], ['id' => $item_id]);
        if (!is_array($item) || !$object_mode || $api_mode) {
            return false;
        }
        return [
            'id' => $item['uri'] . '/' . $item['verb'],
            'type' => $item['verb'],
            'actor' => $item['author-link'],
            'bto' => ['https://secret.example'],
            'to' => [$item['thr-parent']],
            'object' => $item['verb'] === 'Create'
                ? ['id' => $item['uri'], 'type' => 'Note', 'attributedTo' => $item['author-link'], 'inReplyTo' => $item['thr-parent'], 'content' => $item['body']]
                : $item['thr-parent'],
        ];
    }
}
