<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Zotlabs\Lib\ActivityStreams;
use Zotlabs\Lib\Apps;

/**
 * Who a channel is, for the people it answers: their app asks the actor id of an answer for a name. Hubzilla's own
 * ActivityPub code says it only of channels that have that app. No inbox is named, because there is none then.
 */
final class ChannelActor
{
    private const TYPES = '~application/(?:activity\+json|ld\+json)~i';

    /** Null when Hubzilla itself answers, or nobody is to be told. */
    public static function answer(string $nick, string $accept): ?Answer
    {
        $channel = preg_match(self::TYPES, $accept) === 1 ? channelx_by_nick($nick) : false;
        if (
            !$channel || intval($channel['channel_removed'])
            || !Apps::addon_app_installed($channel['channel_id'], Network::APP)
            || !Settings::tellsAnswers((int) $channel['channel_id'])
            || ActivityStreams::is_as_request($channel)
        ) {
            return null;
        }
        $url = channel_url($channel);
        return new Answer(200, (string) json_encode([
            '@context' => ['https://www.w3.org/ns/activitystreams'],
            'id' => $url,
            'type' => 'Person',
            'preferredUsername' => $channel['channel_address'],
            'name' => $channel['channel_name'],
            'url' => $url,
            'icon' => ['type' => 'Image', 'url' => (string) $channel['xchan_photo_l']],
        ], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), [
            'Content-Type' => 'application/activity+json',
            'Vary' => 'Accept',
            'Cache-Control' => 'public, max-age=3600',
        ]);
    }

    private function __construct()
    {
    }
}
