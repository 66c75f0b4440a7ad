<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class HistoryTests
{
    public static function testWhatWasThereBeforeIsHistory(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $today = ['published' => gmdate('Y-m-d\TH:i:s\Z', time() - 3600)];
        $tree->post('<p>an hour ago</p>', $today);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $unseen = static fn (): array => array_map(static fn (array $item): bool => (bool) ($item['unseen'] ?? true), Lab::timeline(5));
        $checks->same([false], $unseen(), 'read, however young');
        $tree->post('<p>then</p>', $today);
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same([false, true], $unseen(), 'what comes later is new');
        $lab->end();
    }
}
