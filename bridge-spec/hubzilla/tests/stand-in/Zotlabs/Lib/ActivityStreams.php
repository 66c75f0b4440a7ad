<?php

namespace Zotlabs\Lib;

/** Fields as in Hubzilla 8.9.3; made with null its constructor does nothing. */
class ActivityStreams
{
    public $raw = null;
    public $data = null;
    public $valid = false;
    public $id = '';
    public $parent_id = '';
    public $type = '';
    public $actor = null;
    public $obj = null;
    public $sigok = false;
    public $recips = null;
    public $raw_recips = null;

    public function __construct($string, $portable_id = null)
    {
        if ($string) {
            throw new \LogicException('the real one fetches, verifies and believes here');
        }
    }

    public static function is_response_activity($type)
    {
        return in_array($type, ['Announce', 'Like', 'Dislike', 'EmojiReact'], true);
    }

    public static function is_as_request($channel = null)
    {
        return false;
    }
}
