<?php
/**
 * Name: Pollen
 * Description: Follow Pollen accounts: people without a server, whose signed posts are polled from gateways and websites. What your users answer is offered for them to fetch.
 * Version: 1.0
 * Author: Pollen <https://github.com/pollen-social>
 * License: AGPL-3.0-or-later
 */

use Friendica\Core\Hook;
use Friendica\Core\Renderer;
use Friendica\Database\DBStructure;
use Friendica\DI;
use Friendica\Util\Network;
use Pollen\Friendica\AdminPage;
use Pollen\Friendica\Cron;
use Pollen\Friendica\Endpoints;
use Pollen\Friendica\Following;
use Pollen\Friendica\InboxGuard;
use Pollen\Friendica\ItemGuard;
use Pollen\Friendica\LocalId;
use Pollen\Friendica\Tables;
use Pollen\Friendica\UserSettings;

// Older PHP cannot read the classes; the addon then does nothing but say so.
define('POLLEN_USABLE', PHP_VERSION_ID >= 80100 && extension_loaded('sodium') && extension_loaded('curl'));

if (POLLEN_USABLE) {
	require_once __DIR__ . '/autoload.php';
}

function pollen_install()
{
	if (!POLLEN_USABLE) {
		DI::logger()->error('Pollen needs PHP 8.1 or newer with the extensions sodium and curl.');
		return;
	}
	Hook::register('dbstructure_definition', __FILE__, 'pollen_dbstructure_definition');
	Hook::register('probe_detect', __FILE__, 'pollen_probe_detect', 10);
	Hook::register('follow', __FILE__, 'pollen_follow', 10);
	Hook::register('item_by_link', __FILE__, 'pollen_item_by_link', 10);
	Hook::register('cron', __FILE__, 'pollen_cron');
	Hook::register('init_1', __FILE__, 'pollen_early', 10);
	Hook::register('contact_mod_init', __FILE__, 'pollen_contact_mod_init');
	Hook::register('search_mod_init', __FILE__, 'pollen_search_mod_init');
	Hook::register('objects_mod_init', __FILE__, 'pollen_canonical_output');
	Hook::register('outbox_mod_init', __FILE__, 'pollen_canonical_output');
	Hook::register('inbox_mod_init', __FILE__, 'pollen_inbox', 10);
	Hook::register('friendica_mod_init', __FILE__, 'pollen_inbox', 10);
	Hook::register('post_remote', __FILE__, 'pollen_post_remote', 10);
	Hook::register('addon_settings', __FILE__, 'pollen_addon_settings');
	Hook::register('addon_settings_post', __FILE__, 'pollen_addon_settings_post');

	Hook::add('dbstructure_definition', __FILE__, 'pollen_dbstructure_definition');
	DBStructure::performUpdate();
	Following::prepare();
	DI::config()->set('pollen', 'installed', Tables::version());
}

/** The tables stay: what was deleted by its author must not come back when the addon does. */
function pollen_uninstall()
{
}

function pollen_dbstructure_definition(&$database)
{
	if (POLLEN_USABLE) {
		$database = array_merge($database, Tables::definition());
	}
}

function pollen_probe_detect(&$data)
{
	if (POLLEN_USABLE && !isset($data['result']) && in_array($data['network'] ?? '', ['', 'apub'])) {
		$result = Following::probe((string)$data['uri']);
		if (!is_null($result)) {
			$data['result'] = $result;
		}
	}
}

function pollen_follow(&$data)
{
	if (POLLEN_USABLE && !empty($data['url']) && empty($data['contact']['name'])) {
		$contact = Following::follow((string)$data['url']);
		if (!is_null($contact)) {
			$data['contact'] = $contact;
		}
	}
}

function pollen_item_by_link(&$data)
{
	if (POLLEN_USABLE && !isset($data['item_id'])) {
		$id = Following::itemByLink((string)$data['uri'], (int)($data['uid'] ?? 0));
		if (!is_null($id)) {
			$data['item_id'] = $id;
		}
	}
}

function pollen_cron()
{
	if (POLLEN_USABLE) {
		Cron::run();
	}
}

function pollen_contact_mod_init()
{
	if (POLLEN_USABLE) {
		Following::rewriteForm('contact');
	}
}

function pollen_search_mod_init()
{
	if (POLLEN_USABLE) {
		Following::rewriteForm('search');
	}
}

/** Whoever reads objects and outboxes of this server sees Pollen ids as they are everywhere else. */
function pollen_canonical_output()
{
	if (POLLEN_USABLE) {
		ob_start([LocalId::class, 'canonicalJson']);
	}
}

/** Nobody delivers for Pollen accounts: see InboxGuard. */
function pollen_inbox()
{
	if (POLLEN_USABLE && DI::args()->getMethod() === 'POST' && in_array('inbox', array_slice(DI::args()->getArgv(), 0, 2))) {
		if (InboxGuard::refuses(Network::postdata())) {
			DI::logger()->notice('Pollen: delivery in the name of an account refused', ['from' => $_SERVER['REMOTE_ADDR'] ?? '']);
			Endpoints::refuse();
		}
	}
}

function pollen_post_remote(&$item)
{
	if (POLLEN_USABLE && is_array($item) && ItemGuard::refuses($item)) {
		$item['cancel'] = true;
	}
}

/**
 * Before Friendica looks who asks: it fetches pictures from its own addresses signed by the user who looks at them, and its
 * check of that signature calls itself without end when the user's own profile is not in its cache (seen in 2024.09).
 */
function pollen_early()
{
	if (POLLEN_USABLE && DI::args()->getModuleName() === 'pollen') {
		pollen_init();
	}
}

/** Friendica looks for this function before it routes /pollen/… to the addon. */
function pollen_module()
{
}

function pollen_init()
{
	if (POLLEN_USABLE) {
		Endpoints::serve(array_slice(DI::args()->getArgv(), 1), $_SERVER, $_GET);
	}
}

function pollen_addon_admin(&$html)
{
	if (!POLLEN_USABLE) {
		$html = DI::l10n()->t('Pollen needs PHP 8.1 or newer with the extensions sodium and curl.');
		return;
	}
	$html = Renderer::replaceMacros(Renderer::getMarkupTemplate('admin.tpl', 'addon/pollen/'), AdminPage::fields());
}

function pollen_addon_admin_post()
{
	if (POLLEN_USABLE) {
		AdminPage::save($_POST);
	}
}

function pollen_addon_settings(&$data)
{
	$uid = DI::userSession()->getLocalUserId();
	if (!POLLEN_USABLE || !$uid) {
		return;
	}
	$data = [
		'addon' => 'pollen',
		'title' => DI::l10n()->t('Pollen Settings'),
		'html'  => Renderer::replaceMacros(Renderer::getMarkupTemplate('settings.tpl', 'addon/pollen/'), UserSettings::fields($uid)),
	];
}

function pollen_addon_settings_post(&$request)
{
	$uid = DI::userSession()->getLocalUserId();
	if (POLLEN_USABLE && $uid && !empty($request['pollen-submit'])) {
		UserSettings::save($uid, $request);
	}
}
