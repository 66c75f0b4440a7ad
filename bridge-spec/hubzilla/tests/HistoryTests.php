<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class HistoryTests
{
    public static function testWhatWasThereBeforeIsHistory(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = new TreeBuilder();
            $today = ['published' => gmdate('Y-m-d\TH:i:s\Z', time() - 3600)];
            $tree->post('<p>an hour ago</p>', $today);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $checks->same([0], array_column(Hub::items(3), 'item_unseen'), 'read, however young');
            $tree->post('<p>then</p>', $today);
            $lab->publish($tree);
            $lab->poll($tree);
            $checks->same([0, 1], array_map(intval(...), array_column(Hub::items(3), 'item_unseen')), 'what comes later is new');
        } finally {
            $lab->web->stop();
        }
    }
}
