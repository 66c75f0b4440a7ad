<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use App;
use Pollen\Reader\Account;
use Zotlabs\Lib\Apps;

/**
 * The page of the app: what a channel tells the people whom it follows, and how to follow somebody.
 */
final class ChannelPage
{
    public static function show(): string
    {
        if (!local_channel()) {
            return '';
        }
        if (!Apps::addon_app_installed(local_channel(), Network::APP)) {
            App::$pdl = '';
            return (string) Apps::app_render(Apps::get_papp(Network::LABEL), 'module');
        }
        $yesNo = [t('No'), t('Yes')];
        $checkbox = get_markup_template('field_checkbox.tpl');
        $content = '<div class="section-content-info-wrapper">'
            . t('To follow somebody, go to Connections and enter a Pollen address: did:key:…, ipns://k51…, a link from the app, or @name@domain of somebody with a website.')
            . '</div>';
        $content .= replace_macros($checkbox, ['$field' => [
            'tell_answers',
            t('Tell people on Pollen about my public replies, likes and repeats'),
            Settings::tellsAnswers(local_channel()),
            t('They poll this hub for them. Private posts are never told.'),
            $yesNo,
        ]]);
        $content .= replace_macros($checkbox, ['$field' => [
            'tell_follows',
            t('Tell people on Pollen that I follow them'),
            Settings::tellsFollows(local_channel()),
            t('This is a public list.'),
            $yesNo,
        ]]);
        return (string) replace_macros(get_markup_template('settings_addon.tpl'), [
            '$action_url' => Network::APP,
            '$form_security_token' => get_form_security_token(Network::APP),
            '$title' => Network::LABEL,
            '$content' => $content . self::moved() . self::replaced(),
            '$baseurl' => z_root(),
            '$submit' => t('Submit'),
        ]);
    }

    public static function save(): void
    {
        if (!local_channel() || !Apps::addon_app_installed(local_channel(), Network::APP)) {
            return;
        }
        check_form_security_token_redirectOnErr('/' . Network::APP, Network::APP);
        set_pconfig(local_channel(), Settings::FAMILY, 'hide_answers', 1 - intval($_POST['tell_answers'] ?? 0));
        set_pconfig(local_channel(), Settings::FAMILY, 'tell_follows', intval($_POST['tell_follows'] ?? 0));
        info(t('Pollen settings updated.') . EOL);
    }

    /** Accounts that go on under another key: the channel decides whether to follow it. */
    private static function moved(): string
    {
        $lines = '';
        foreach (Moves::of(local_channel()) as [$name, $target]) {
            $link = z_root() . '/follow?interactive=1&url=' . rawurlencode($target);
            $lines .= '<li>' . htmlspecialchars($name) . ': <a href="' . htmlspecialchars($link) . '">'
                . htmlspecialchars(substr($target, 0, 40)) . '…</a></li>';
        }
        return $lines === '' ? '' : '<h3>' . t('Moved to another account') . '</h3><ul>' . $lines . '</ul>';
    }

    /** The channel follows who goes on already, and reads here why. */
    private static function replaced(): string
    {
        $lines = '';
        foreach (Moves::replaced(local_channel()) as [$name, $next]) {
            $page = Translator::address(Account::of($next)->actorId) ?? '';
            $lines .= '<li>' . htmlspecialchars($name) . ': <a href="' . htmlspecialchars($page) . '">'
                . htmlspecialchars(substr($next, 0, 40)) . '…</a></li>';
        }
        $title = t('The key was lost or stolen; you follow the one that goes on');
        return $lines === '' ? '' : '<h3>' . $title . '</h3><ul>' . $lines . '</ul>';
    }

    private function __construct()
    {
    }
}
