<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Settings for the whole hub, in the administrator's list of addons.
 */
final class AdminPage
{
    private const NUMBERS = ['least_minutes', 'most_hours', 'accounts_per_run', 'media_megabytes'];
    private const SWITCHES = ['announce', 'private_addresses', 'erase'];

    public static function show(): string
    {
        $input = get_markup_template('field_input.tpl');
        $number = static fn (string $name, string $label, int $value): string =>
            (string) replace_macros($input, ['$field' => [$name, $label, $value, '']]);
        return replace_macros(get_markup_template('field_textarea.tpl'), ['$field' => [
            'gateways',
            t('Gateways'),
            htmlspecialchars(Settings::gatewaysText()),
            t('One a line, asked after those that an account names itself: the origin of a Pollen gateway, or an address with {name} for the IPNS name.'),
        ]])
            . $number('least_minutes', t('Poll no account more often than every … minutes'), intdiv(Settings::leastSeconds(), 60))
            . $number('most_hours', t('Poll every account at least every … hours'), intdiv(Settings::mostSeconds(), 3600))
            . $number('accounts_per_run', t('Accounts in one run of cron'), Settings::accountsPerRun())
            . $number('media_megabytes', t('Largest picture, in megabytes'), intdiv(Settings::mediaBytes(), 1048576))
            . self::field('announce', t('Tell the gateways of followed accounts that this hub has answers for them'), Settings::announces())
            . self::field('private_addresses', t('Allow http and private addresses (laboratories only)'), Settings::allowsPrivate())
            . self::field('erase', t('When uninstalled, also forget what was read and deleted'), Settings::erases())
            . '<button class="btn btn-primary" type="submit" name="submit" value="submit">' . t('Submit') . '</button>';
    }

    /** Hubzilla has checked the form's token before. */
    public static function save(): void
    {
        $lines = preg_split('/\s+/', (string) ($_POST['gateways'] ?? ''), -1, PREG_SPLIT_NO_EMPTY) ?: [];
        foreach ($lines as $line) {
            if (!Settings::isGateway($line)) {
                notice(sprintf(t('Not a gateway: %s'), htmlspecialchars($line)) . EOL);
            }
        }
        $usable = array_filter($lines, static fn (string $line): bool => Settings::isGateway($line));
        set_config(Settings::FAMILY, 'gateways', implode("\n", $usable));
        foreach (self::NUMBERS as $name) {
            set_config(Settings::FAMILY, $name, intval($_POST[$name] ?? 0));
        }
        foreach (self::SWITCHES as $name) {
            set_config(Settings::FAMILY, $name, intval($_POST[$name] ?? 0));
        }
    }

    private static function field(string $name, string $label, bool $value): string
    {
        return (string) replace_macros(get_markup_template('field_checkbox.tpl'), [
            '$field' => [$name, $label, $value, '', [t('No'), t('Yes')]],
        ]);
    }

    private function __construct()
    {
    }
}
