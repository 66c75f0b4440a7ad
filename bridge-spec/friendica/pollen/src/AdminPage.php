<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\DI;

/**
 * What administrators set: gateways, limits, opt-ins.
 */
final class AdminPage
{
    /** For templates/admin.tpl. @return array<string, mixed> */
    public static function fields(): array
    {
        $l10n = DI::l10n();
        $followed = DBA::count(Tables::ACCOUNT);
        return [
            '$submit' => $l10n->t('Save Settings'),
            '$status' => $l10n->t('%d Pollen accounts are known here.', $followed),
            '$gateways' => ['pollen-gateways', $l10n->t('Gateways'), Settings::gatewaysText(), $l10n->t('One address a line, asked in this order after those that an account itself names. {name} stands for the IPNS name of the account; without it the address is that of a Pollen gateway.')],
            '$least_minutes' => ['pollen-least_minutes', $l10n->t('Poll an account at most every … minutes'), intdiv(Settings::leastSeconds(), 60), ''],
            '$most_hours' => ['pollen-most_hours', $l10n->t('and at least every … hours'), intdiv(Settings::mostSeconds(), 3600), ''],
            '$accounts_per_run' => ['pollen-accounts_per_run', $l10n->t('Accounts to poll with each run of cron'), Settings::accountsPerRun(), ''],
            '$media_megabytes' => ['pollen-media_megabytes', $l10n->t('Largest media file in megabytes'), intdiv(Settings::mediaBytes(), 1048576), $l10n->t('Larger files are not shown.')],
            '$announce' => ['pollen-announce', $l10n->t('Announce this server'), Settings::announces(), $l10n->t('Tell the gateways of followed accounts once a week that this server has answers for them. Without it, their authors have to name this server themselves.')],
            '$private_addresses' => ['pollen-private_addresses', $l10n->t('Laboratory: allow http and private addresses'), Settings::allowsPrivate(), $l10n->t('Never on a public server: strangers could make it ask for pages inside your network.')],
        ];
    }

    /** @param array<string, mixed> $form */
    public static function save(array $form): void
    {
        $config = DI::config();
        if (is_string($form['pollen-gateways'] ?? null)) {
            $lines = preg_split('/\s+/', $form['pollen-gateways'], -1, PREG_SPLIT_NO_EMPTY) ?: [];
            $usable = array_filter($lines, static fn (string $line): bool => Settings::isGateway($line));
            $config->set(Settings::FAMILY, 'gateways', implode("\n", array_slice($usable, 0, 8)));
        }
        foreach (['least_minutes', 'most_hours', 'accounts_per_run', 'media_megabytes'] as $name) {
            if (is_numeric($form['pollen-' . $name] ?? null)) {
                $config->set(Settings::FAMILY, $name, (int) $form['pollen-' . $name]);
            }
        }
        foreach (['announce', 'private_addresses'] as $name) {
            $config->set(Settings::FAMILY, $name, !empty($form['pollen-' . $name]));
        }
    }

    private function __construct()
    {
    }
}
