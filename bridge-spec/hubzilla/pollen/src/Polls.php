<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Timestamp;
use Pollen\Server\Sanitiser;

/**
 * The answers of a poll as text below its question, with how often each was given and until when. Nobody can vote here:
 * the account takes no deliveries, so a Question of Hubzilla's own, with buttons, would promise too much.
 */
final class Polls
{
    private const ANSWERS = 20;
    private const CHARACTERS = 500;

    /** @param array<string, mixed> $document */
    public static function html(array $document): string
    {
        $answers = ($document['type'] ?? '') === 'Question' ? $document['oneOf'] ?? $document['anyOf'] ?? null : null;
        $lines = '';
        foreach (array_slice(is_array($answers) ? $answers : [], 0, self::ANSWERS) as $answer) {
            $name = is_array($answer) && is_string($answer['name'] ?? null) ? mb_substr($answer['name'], 0, self::CHARACTERS) : '';
            $votes = is_array($answer) && is_array($answer['replies'] ?? null) ? $answer['replies']['totalItems'] ?? null : null;
            $lines .= $name === '' ? '' : '<li>' . Sanitiser::text($name) . (is_int($votes) ? ' – ' . $votes : '') . '</li>';
        }
        return $lines === '' ? '' : '<ul>' . $lines . '</ul>' . self::end($document);
    }

    /** @param array<string, mixed> $document */
    private static function end(array $document): string
    {
        $end = $document['closed'] ?? $document['endTime'] ?? null;
        return is_string($end) && Timestamp::isValid($end)
            ? '<p>' . Sanitiser::text(sprintf(t('Poll, until %s UTC'), strtr(substr($end, 0, 16), 'T', ' '))) . '</p>'
            : '<p>' . Sanitiser::text(t('Poll')) . '</p>';
    }

    private function __construct()
    {
    }
}
