<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\Moves;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\StolenAccount;

final class MovesTests
{
    public static function testWhoMovesIsOfferedThoughNobodyKnewTheOther(Checks $checks): void
    {
        $lab = new Lab();
        try {
            [$old, $next] = [TreeBuilder::grown(1), new TreeBuilder(2)];
            $next->put($next->actor());
            $lab->publish($next);
            $lab->publish($old);
            $lab->follow(3, $old);
            StolenAccount::move($old, $next);
            $lab->publish($old);
            $lab->poll($old);
            $checks->same([], Moves::of(3), 'the other one says nothing of it');
            $next->tick();
            $next->put($next->actor(['alsoKnownAs' => [$old->account->actorId]]));
            $lab->publish($next);
            $old->tick();
            $actor = $old->actor(['movedTo' => $next->account->actorId]);
            $old->append($old->activity('Update', $actor));
            $old->put($actor);
            $lab->publish($old);
            $lab->poll($old);
            $checks->same([$next->account->did], array_column(Moves::of(3), 1), 'both say so');
            $checks->same(1, count(array_unique(array_column(Hub::items(3), 'author_xchan'))), 'and nobody is followed by that');
            $lab->web->asked();
            $lab->poll($old);
            $checks->same(1, count($lab->web->asked()), 'what is agreed on is not asked for again');
        } finally {
            $lab->web->stop();
        }
    }
}
