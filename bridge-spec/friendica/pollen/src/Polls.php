<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Pollen\Reader\Timestamp;

/**
 * The answers of a poll as Friendica stores them: it shows them below the question, with how often each was given and until
 * when, and lets nobody vote.
 */
final class Polls
{
    private const ANSWERS = 20;
    private const CHARACTERS = 255;
    /** What the columns hold. */
    private const MOST = 4294967295;

    /**
     * @param array<string, mixed> $document
     * @return array<string, mixed> members of the Question
     */
    public static function members(array $document): array
    {
        if (($document['type'] ?? '') !== 'Question') {
            return [];
        }
        $kind = isset($document['oneOf']) ? 'oneOf' : 'anyOf';
        $answers = [];
        foreach (array_slice(is_array($document[$kind] ?? null) ? $document[$kind] : [], 0, self::ANSWERS) as $answer) {
            $name = is_array($answer) && is_string($answer['name'] ?? null) ? Sanitiser::plain($answer['name'], self::CHARACTERS) : '';
            if ($name !== '') {
                $votes = is_array($answer['replies'] ?? null) ? $answer['replies']['totalItems'] ?? 0 : 0;
                $answers[] = ['type' => 'Note', 'name' => $name, 'replies' => ['type' => 'Collection', 'totalItems' => self::number($votes)]];
            }
        }
        if ($answers === []) {
            return [];
        }
        $members = [$kind => $answers, 'votersCount' => self::number($document['votersCount'] ?? 0)];
        foreach (['endTime', 'closed'] as $date) {
            if (is_string($document[$date] ?? null) && Timestamp::isValid($document[$date])) {
                $members[$date] = $document[$date];
            }
        }
        return $members;
    }

    private static function number(mixed $votes): int
    {
        return is_int($votes) ? max(0, min(self::MOST, $votes)) : 0;
    }

    private function __construct()
    {
    }
}
