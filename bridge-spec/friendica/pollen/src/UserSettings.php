<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;

/**
 * What each user chooses: what Pollen people get to know of them.
 */
final class UserSettings
{
    /** For templates/settings.tpl. @return array<string, mixed> */
    public static function fields(int $uid): array
    {
        $l10n = DI::l10n();
        return [
            '$intro' => $l10n->t('Pollen accounts have no server that messages could be sent to. Instead, this server offers them a public list of what was said to them, and they come and read it.'),
            '$tell_answers' => ['pollen-tell_answers', $l10n->t('Offer my public replies, likes and reshares to the Pollen accounts that they concern'), Settings::tellsAnswers($uid), ''],
            '$tell_follows' => ['pollen-tell_follows', $l10n->t('Let Pollen accounts know that I follow them'), Settings::tellsFollows($uid), $l10n->t('Everybody can read that list.')],
        ];
    }

    /** @param array<string, mixed> $form */
    public static function save(int $uid, array $form): void
    {
        DI::pConfig()->set($uid, Settings::FAMILY, 'hide_answers', empty($form['pollen-tell_answers']));
        DI::pConfig()->set($uid, Settings::FAMILY, 'tell_follows', !empty($form['pollen-tell_follows']));
    }

    private function __construct()
    {
    }
}
