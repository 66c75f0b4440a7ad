<?php

declare(strict_types=1);

namespace Friendica\Protocol\ActivityPub;

use Friendica\Database\DBA;
use Friendica\Memory;
use Friendica\Model\Contact;
use Friendica\Model\ItemURI;

/** Stores items as the real one does with what it trusts; what it would not trust is an error here. */
final class Receiver
{
    public const COMPLETION_ANNOUNCE = 1;
    public const COMPLETION_MANUAL = 3;
    public const COMPLETION_AUTO = 4;

    public static function processActivity(array $activity, string $body = '', ?int $uid = null, bool $trust_source = false, bool $push = false, array $signer = [], string $http_signer = '', int $completion = Receiver::COMPLETION_AUTO): bool
    {
        if (Memory::$fails) {
            throw new \TypeError('deep inside');
        }
        Memory::$received[] = $activity;
        $object = $activity['object'];
        $authors = [$activity['actor'], is_array($object) ? $object['attributedTo'] : $activity['actor']];
        if (!$trust_source || $push || array_diff($authors, $signer) !== []) {
            throw new \LogicException('Receiver would not trust this');
        }
        $uri = is_array($object) ? $object['id'] : $activity['id'];
        if ($activity['type'] === 'Update') {
            DBA::update('post', ['body' => $object['content'] ?? '', 'edited' => $object['updated']], ['uri' => $uri]);
            return true;
        }
        $parent = is_array($object) ? $object['inReplyTo'] ?? null : $object;
        if ($parent !== null && !DBA::exists('post', ['uri' => $parent])) {
            return true;
        }
        $item = ['uri' => $uri, 'author-link' => $activity['actor']];
        pollen_post_remote($item);
        if (!empty($item['cancel'])) {
            return true;
        }
        DBA::insert('post', [
            'id' => Memory::next(), 'uri' => $uri, 'uri-id' => ItemURI::getIdByURI($uri), 'uid' => 0, 'deleted' => false, 'visible' => true,
            'author-link' => $activity['actor'], 'author-id' => Contact::getIdForURL($activity['actor']), 'thr-parent' => $parent,
            'verb' => $activity['type'], 'contact-id' => Contact::getIdForURL($activity['actor']), 'gravity' => is_array($object) ? 0 : 3, 'unseen' => true, 'origin' => false,
            'body' => is_array($object) ? $object['content'] ?? '' : '', 'created' => gmdate('Y-m-d H:i:s', (int) strtotime($activity['published'])), 'received' => 'now',
        ]);
        return true;
    }
}
