<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Memory;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

/** What becomes of polls and quotes on their way into Friendica. */
final class ContentTests
{
    public static function testQuestionsHaveTheirAnswers(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $answer = static fn (mixed $name, mixed $votes): array => ['type' => 'Note', 'name' => $name, 'replies' => ['type' => 'Collection', 'totalItems' => $votes], 'x' => 'y'];
        $tree->post('<p>Tea?</p>', ['type' => 'Question', 'oneOf' => [$answer('Yes', 2), $answer(['no'], 1), $answer('No', -3), $answer('Or', 2 ** 40)], 'votersCount' => 2, 'endTime' => '2026-05-02T12:30:00Z', 'closed' => 'soon']);
        $tree->post('<p>No poll</p>', ['type' => 'Question', 'anyOf' => 'x']);
        $tree->post('<p>Nor this</p>', ['oneOf' => [$answer('Yes', 2)]]);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        [$poll, $none, $note] = array_column(Memory::$received, 'object');
        $kept = static fn (string $name, int $votes): array => ['type' => 'Note', 'name' => $name, 'replies' => ['type' => 'Collection', 'totalItems' => $votes]];
        $checks->same([$kept('Yes', 2), $kept('No', 0), $kept('Or', 4294967295)], $poll['oneOf'] ?? null, 'answers');
        $checks->same([2, '2026-05-02T12:30:00Z', false], [$poll['votersCount'], $poll['endTime'], isset($poll['closed'])], 'voters and end');
        $checks->same([false, false], [isset($none['anyOf']), isset($note['oneOf'])], 'none');
        $lab->end();
    }

    public static function testTheLineOfAQuoteGoesWhenTheQuoteIsShown(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $quoted = $tree->post('<p>first</p>');
        $tree->post('<p>second</p><p>RE: ' . $quoted['id'] . '</p>', ['quote' => $quoted['id']]);
        $tree->post('<p>third</p><p>RE: https://e.example/</p>');
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $texts = Lab::texts(5);
        $checks->same(['<p>first</p>', '<p>second</p>'], array_slice($texts, 0, 2), 'gone');
        $checks->true(str_contains($texts[2], 'RE: '), 'stays without a quote');
        $lab->end();
    }
}
