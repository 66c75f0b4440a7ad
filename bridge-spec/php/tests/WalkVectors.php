<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\PortableId;
use Pollen\Reader\Proof;
use Pollen\Reader\SignedJson;

/**
 * Whole trees, read in steps.
 */
final class WalkVectors
{
    public const FILES = [
        'outbox-walk.json' => 'steps',
        'rollback.json' => 'steps',
        'gaps.json' => 'steps',
        'edits-and-deletes.json' => 'edits',
        'merge.json' => 'merges',
        'example.json' => 'example',
    ];

    /** @param array<string, mixed> $file */
    public static function steps(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $reading = new Reading($case['account']);
            foreach ($case['steps'] as $number => $step) {
                $name = $case['name'] . ', step ' . ($number + 1) . ': ';
                $reading->change($step['changes'] ?? []);
                $outcome = $reading->read($step['call'], $step['budget'] ?? null);
                foreach ($step['expect'] as $what => $expected) {
                    $checks->same($expected, $reading->told($what, $outcome), $name . $what);
                }
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function edits(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $reading = new Reading($case['account']);
            $reading->change($case['before']);
            $reading->readAll();
            $reading->change($case['after']);
            $outcome = $reading->readAll();
            $known = $reading->told('objects', $outcome);
            foreach ($case['objects'] as $id => $content) {
                $checks->true(array_key_exists($id, $known), $case['name'] . ': knows ' . $id);
                $checks->same($content, $known[$id] ?? null, $case['name'] . ': ' . $id);
            }
            $checks->same([], $outcome->refusals, $case['name'] . ': nothing refused');
        }
    }

    /** @param array<string, mixed> $file */
    public static function merges(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            foreach (['own', 'foreign'] as $branch) {
                $reading = new Reading($case['account']);
                $reading->change($case[$branch]);
                $reading->readAll();
                $known = $reading->delivered;
                $reading->replace($case['merged']);
                $reading->readAll();
                $news = array_slice($reading->delivered, count($known));
                $fresh = new Reading($case['account']);
                $fresh->change($case['merged']);
                $fresh->readAll();
                $missing = array_values(array_diff($fresh->delivered, $reading->delivered));
                $checks->same([], $missing, $case['name'] . ', from ' . $branch . ': nothing lost');
                $checks->same([], array_values(array_intersect($news, $known)), $case['name'] . ': nothing doubled');
                $objects = $fresh->told('objects', null);
                $checks->same($objects, $reading->told('objects', null), $case['name'] . ': same objects');
                $named = array_intersect_key($objects, $case['objects']);
                $checks->same($case['objects'], $named, $case['name'] . ': objects');
                if ($branch === 'foreign') {
                    $checks->same($case['appended'], $news, $case['name'] . ': appended');
                }
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function example(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $account = Account::of($case['account']);
            $checks->same($case['ipnsName'], $account->ipnsName, 'IPNS name');
            $reading = new Reading($case['account']);
            $reading->change($case['files']);
            $outcome = $reading->readAll();
            $checks->same([], $outcome->refusals, 'no refusal');
            $checks->same(2, count($reading->delivered), 'activities');
            $checks->true($outcome->state->actor !== null, 'actor');
            foreach ($case['files'] as $path => $text) {
                $document = SignedJson::parse($text);
                Proof::check($document, $account);
                $checks->same('/' . $path, '/' . PortableId::parse($document['id'])?->treePath(), 'place of ' . $path);
                if ($document['proof']['proofValue'] === $case['proof']['proofValue']) {
                    self::proof($document, $case['proof'], $checks);
                }
            }
        }
    }

    /**
     * @param array<string, mixed> $document
     * @param array<string, string> $steps
     */
    private static function proof(array $document, array $steps, Checks $checks): void
    {
        $options = $document['proof'];
        unset($document['proof'], $options['proofValue']);
        $checks->same($steps['options'], SignedJson::encode($options), 'options');
        $checks->same($steps['unsigned'], SignedJson::encode($document), 'unsigned');
        $checks->same($steps['optionsHashHex'], hash('sha256', $steps['options']), 'hash of the options');
        $checks->same($steps['unsignedHashHex'], hash('sha256', $steps['unsigned']), 'hash of the document');
        $checks->same($steps['signatureHex'], bin2hex((string) Proof::signature($steps['proofValue'])), 'signature');
    }
}
