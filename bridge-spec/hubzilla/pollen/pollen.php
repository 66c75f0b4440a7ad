<?php

/**
 * Name: Pollen
 * Description: Follow people on Pollen, whose accounts are signed trees of files that are polled and belong to no server.
 * Version: 1.0.0
 * MinVersion: 8.8
 * Author: The Pollen contributors
 * Maintainer: none
 */

use Pollen\Hubzilla\Actors;
use Pollen\Hubzilla\AdminPage;
use Pollen\Hubzilla\ChannelActor;
use Pollen\Hubzilla\Following;
use Pollen\Hubzilla\ItemGuard;
use Pollen\Hubzilla\Jobs;
use Pollen\Hubzilla\Journal;
use Pollen\Hubzilla\MediaFiles;
use Pollen\Hubzilla\Network;
use Pollen\Hubzilla\Repeats;
use Pollen\Hubzilla\Settings;
use Pollen\Hubzilla\Tables;
use Zotlabs\Extend\Hook;
use Zotlabs\Lib\ActivityStreams;
use Zotlabs\Lib\Apps;

require_once __DIR__ . '/autoload.php';

const POLLEN_FILE = 'addon/pollen/pollen.php';

/** Also called, after pollen_unload(), whenever this file has changed: everything here may be done twice. */
function pollen_load()
{
    Tables::create();
    Hook::unregister_by_file(POLLEN_FILE);
    // Before the ActivityPub addon, which takes every address that begins with http.
    Hook::register('discover_channel_webfinger', POLLEN_FILE, 'pollen_discover', 1, 1000);
    Hook::register_array(POLLEN_FILE, [
        'follow_mod_init' => 'pollen_follow_form',
        'follow_allow' => 'pollen_follow_allow',
        'follow' => 'pollen_follow',
        'connection_remove' => 'pollen_connection_remove',
        'permissions_create' => 'pollen_permissions',
        'permissions_update' => 'pollen_permissions',
        'permissions_accept' => 'pollen_permissions',
        'cron' => 'pollen_cron',
        'cron_daily' => 'pollen_cron_daily',
        'daemon_addon' => 'pollen_daemon',
        'module_loaded' => 'pollen_module',
        'import_author' => 'pollen_import_author',
        'get_cached_actor_provider' => 'pollen_actor',
        'item_store_before' => 'pollen_item_before',
        'item_store_update_before' => 'pollen_item_update_before',
        'item_stored' => 'pollen_item_stored',
        'item_stored_update' => 'pollen_item_stored',
        'drop_item' => 'pollen_drop_item',
        'display_item' => 'pollen_display_item',
        'channel_protocols' => 'pollen_channel_protocols',
        'federated_transports' => 'pollen_transports',
        'network_to_name' => 'pollen_network_name',
        'channel_mod_init' => 'pollen_channel_page',
        'item_mod_init' => 'pollen_open_to_browsers',
        'activity_mod_init' => 'pollen_open_to_browsers',
    ]);
}

function pollen_unload()
{
    Hook::unregister_by_file(POLLEN_FILE);
}

function pollen_uninstall()
{
    Hook::unregister_by_file(POLLEN_FILE);
    if (Settings::erases()) {
        Tables::drop();
    }
}

function pollen_plugin_admin(&$page)
{
    $page = AdminPage::show();
}

function pollen_plugin_admin_post(&$unused = null)
{
    AdminPage::save();
}

function pollen_follow_form(&$unused)
{
    Following::rewriteForm();
}

function pollen_discover(&$question)
{
    Following::discover($question);
}

function pollen_follow_allow(&$question)
{
    Following::allow($question);
}

function pollen_follow(&$connection)
{
    Following::begin($connection);
}

function pollen_connection_remove(&$connection)
{
    Following::end($connection);
}

/** Nobody is there to be told; otherwise Hubzilla would send a packet of its own protocol. */
function pollen_permissions(&$message)
{
    if (($message['recipient']['xchan_network'] ?? '') === Network::NAME) {
        $message['success'] = true;
    }
}

function pollen_cron(&$unused)
{
    Jobs::round();
}

function pollen_cron_daily(&$unused)
{
    MediaFiles::tidy();
    Journal::tidy();
}

function pollen_daemon(&$job)
{
    Jobs::run($job);
}

/** Not a registered route: Hubzilla keeps those in one shared row, and loses some when two workers reload addons. */
function pollen_module(&$request)
{
    if ($request['module'] === 'pollen') {
        require_once __DIR__ . '/Mod_Pollen.php';
        $request['controller'] = new \Zotlabs\Module\Pollen();
        $request['installed'] = true;
    }
}

function pollen_import_author(&$question)
{
    $known = $question['result'] ? null : Actors::did((string) ($question['author']['url'] ?? ''));
    if ($known !== null) {
        $question['result'] = $known;
    }
}

function pollen_actor(&$question)
{
    $question['actor'] = $question['actor'] ?: Actors::byAddress((string) $question['id']);
}

function pollen_item_before(&$question)
{
    if (ItemGuard::refuses($question['item'])) {
        $question['item']['cancel'] = true;
    }
}

function pollen_item_update_before(&$question)
{
    if (ItemGuard::refusesUpdate($question['item'])) {
        $question['item']['cancel'] = true;
    }
}

function pollen_item_stored(&$item)
{
    Journal::noteItem($item);
}

function pollen_drop_item(&$event)
{
    Journal::noteDrop($event['item']);
    ItemGuard::noteDrop($event['item']);
}

function pollen_display_item(&$shown)
{
    Repeats::offer($shown);
}

function pollen_channel_protocols(&$question)
{
    if (Apps::addon_app_installed($question['channel_id'], Network::APP)) {
        $question['protocols'][] = Network::NAME;
    }
}

function pollen_transports(&$transports)
{
    $transports[] = Network::LABEL;
}

function pollen_network_name(&$names)
{
    $names[Network::NAME] = Network::LABEL;
}

function pollen_channel_page(&$unused)
{
    $unasked = null;
    pollen_open_to_browsers($unasked);
    ChannelActor::answer((string) argv(1), (string) ($_SERVER['HTTP_ACCEPT'] ?? ''))?->send();
}

/** What everybody may read anyway, the app may read in a browser: who answered, and what. */
function pollen_open_to_browsers(&$unused)
{
    if (ActivityStreams::is_as_request()) {
        header('Access-Control-Allow-Origin: *');
    }
}
