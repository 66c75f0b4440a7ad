<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\ActivityCheck;
use Pollen\Reader\SuccessionCheck;

/**
 * Statements of succession, and what readers make of them.
 */
final class SuccessionVectors
{
    public const FILES = [
        'succession.json' => 'statements',
        'succession-readers.json' => 'readers',
    ];

    /** @param array<string, mixed> $file */
    public static function statements(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $statement = null;
            $refused = DocumentVectors::refusal(static function () use ($case, &$statement): void {
                $statement = SuccessionCheck::parse($case['text'], Account::of($case['account']), $case['pin']);
            });
            $checks->same($case['valid'], $refused === null, $case['name']);
            $checks->same($case['reason'] ?? null, $refused?->reason, $case['name'] . ', reason');
            if ($statement !== null) {
                $checks->same($case['successor'], $statement->successor, $case['name'] . ', successor');
                $checks->same($case['endTime'], $statement->endTime, $case['name'] . ', endTime');
                $successor = Account::of($statement->successor);
                $activity = ActivityCheck::parse($case['text'], $successor);
                $checks->same($case['account'], SuccessionCheck::claimed($activity, $successor), $case['name'] . ', claim');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function readers(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $reader = new SuccessionReader();
            foreach ($case['steps'] as $number => $step) {
                $taken = $reader->take($step['event'], $step['account'], $step['text']);
                $checks->same($step['taken'], $taken, $case['name'] . ', step ' . ($number + 1));
            }
            $checks->same($case['goesOnAs'], $reader->endOf($case['account']), $case['name'] . ', goes on as');
            $checks->same($case['objects'], $reader->objectsOf($case['account']), $case['name'] . ', objects');
        }
    }
}
