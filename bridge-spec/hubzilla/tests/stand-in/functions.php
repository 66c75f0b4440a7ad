<?php

/*
 * The functions of Hubzilla that the addon calls, with the names, parameters and answers of Hubzilla 8.9.3 (2024-01-23):
 * boot.php, include/{dba/dba_driver,config,text,network,channel,hubloc,items,bbcode,security}.php. What they do is as
 * much as the addon relies on.
 */

declare(strict_types=1);

use Pollen\Hubzilla\Tests\Hub;
use Pollen\Hubzilla\Tests\Sql;

define('TERM_HASHTAG', 1);
define('TERM_MENTION', 2);
define('TERM_OBJ_POST', 1);
define('LOGGER_DEBUG', 2);
define('EOL', '<br>');
define('ACTIVITY_POST', 'http://activitystrea.ms/schema/1.0/post');

function q($sql)
{
    return Sql::run(vsprintf($sql, array_slice(func_get_args(), 1)));
}

function dbq($sql)
{
    return Sql::run($sql);
}

function dbesc($text)
{
    return addslashes((string) $text);
}

function t($text)
{
    return $text;
}

function z_root()
{
    return 'https://hub.example';
}

function logger($message, $level = 0)
{
    Hub::$log[] = $message;
}

function local_channel()
{
    return Hub::$localChannel;
}

function get_config($family, $key, $default = false)
{
    return Hub::$config[$family][$key] ?? $default;
}

function set_config($family, $key, $value)
{
    return Hub::$config[$family][$key] = $value;
}

function del_config($family, $key)
{
    unset(Hub::$config[$family][$key]);
}

function get_pconfig($uid, $family, $key = '', $default = false)
{
    return Hub::$config['channel ' . $uid][$family . '.' . $key] ?? $default;
}

function set_pconfig($uid, $family, $key, $value)
{
    return Hub::$config['channel ' . $uid][$family . '.' . $key] = $value;
}

function get_xconfig($xchan, $family, $key, $default = false)
{
    return Hub::$config['xchan ' . $xchan][$family . '.' . $key] ?? $default;
}

function set_xconfig($xchan, $family, $key, $value)
{
    return Hub::$config['xchan ' . $xchan][$family . '.' . $key] = $value;
}

function set_abconfig($channel, $xchan, $family, $key, $value)
{
    $row = ['chan' => $channel, 'xchan' => $xchan, 'cat' => $family, 'k' => $key];
    $same = static fn (array $other): bool => array_diff_assoc($row, array_map('strval', $other)) === [];
    Sql::$tables['abconfig'] = array_values(array_filter(Sql::$tables['abconfig'] ?? [], static fn (array $other): bool => !$same($other)));
    Sql::$tables['abconfig'][] = $row + ['v' => $value];
    return Hub::$config['abook ' . $channel . ' ' . $xchan][$family . '.' . $key] = $value;
}

function datetime_convert($from = 'UTC', $to = 'UTC', $date = 'now', $format = 'Y-m-d H:i:s')
{
    return (new DateTime($date, new DateTimeZone('UTC')))->format($format);
}

function get_default_profile_photo($size = 300)
{
    return 'images/default_profile_photos/rainbow_man/' . $size . '.png';
}

function xchan_store_lowlevel($row)
{
    Sql::$tables['xchan'][] = $row;
    return true;
}

function abook_store_lowlevel($row)
{
    Sql::$tables['abook'][] = $row + ['abook_id' => count(Sql::$tables['abook']) + 1, 'abook_connected' => ''];
    return true;
}

function hubloc_store_lowlevel($row)
{
    Sql::$tables['hubloc'][] = $row + ['hubloc_id' => count(Sql::$tables['hubloc'] ?? []) + 1];
    return true;
}

function escape_tags($text)
{
    return htmlspecialchars($text, ENT_COMPAT, 'UTF-8', false);
}

function channelx_by_n($id)
{
    foreach (Sql::$tables['channel'] ?? [] as $row) {
        if ((int) $row['channel_id'] === (int) $id) {
            return $row;
        }
    }
    return false;
}

function channelx_by_nick($nick, $removed = false)
{
    foreach (Sql::$tables['channel'] ?? [] as $row) {
        if ($row['channel_address'] === $nick) {
            return $row + ['channel_name' => ucfirst($nick), 'xchan_photo_l' => z_root() . '/photo/profile/l/' . $row['channel_id']];
        }
    }
    return false;
}

function channel_url($channel)
{
    return z_root() . '/channel/' . $channel['channel_address'];
}

function xchan_query(&$items, $abook = true)
{
    foreach ($items as $index => $item) {
        foreach (Sql::$tables['xchan'] ?? [] as $xchan) {
            if ($xchan['xchan_hash'] === $item['author_xchan']) {
                $items[$index]['author'] = $xchan;
            }
        }
    }
}

function fetch_post_tags($items)
{
    foreach ($items as $index => $item) {
        $items[$index]['term'] = array_values(array_filter(
            Sql::$tables['term'] ?? [],
            static fn (array $term): bool => $term['oid'] === $item['id']
        ));
    }
    return $items;
}

function bbcode($text, $options = [])
{
    return preg_replace('~\[(/?)b\]~', '<$1strong>', $text);
}

function call_hooks($name, &$data = null)
{
    foreach (Hub::$hooks as [$hook, $function, $priority]) {
        if ($hook === $name) {
            $function($data);
        }
    }
}
