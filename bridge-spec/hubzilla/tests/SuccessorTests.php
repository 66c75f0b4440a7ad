<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\AccountTable;
use Pollen\Hubzilla\Followers;
use Pollen\Hubzilla\Moves;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\StolenAccount;

/**
 * An attacker has the key of an account, and its owner goes on under the next one.
 */
final class SuccessorTests
{
    public static function testChannelsAndGroupsGoOnWithTheSuccessor(Checks $checks): void
    {
        [$lab, $old, $next] = self::known();
        try {
            Sql::$tables['pgrp_member'] = [['uid' => 3, 'gid' => 9, 'xchan' => $old->account->did]];
            set_abconfig(3, $old->account->did, 'my_perms', 'view_photos', 1);
            StolenAccount::rob($old);
            self::speak($lab, $old, $next, []);
            $checks->same('succeeded', $lab->poll($old), 'poll');
            $checks->same([3, 4], self::followers($next), 'both follow the successor');
            $checks->same([], self::followers($old), 'nobody the old one');
            $checks->same(2, count(q("select abook_id from abook where abook_xchan = '%s'", $old->account->did)), 'which is archived');
            $checks->same([$old->account->did, $next->account->did], array_column(Sql::$tables['pgrp_member'], 'xchan'), 'group');
            $checks->same(1, Hub::$config['abook 3 ' . $next->account->did]['my_perms.view_photos'] ?? null, 'settings');
            Hub::work();
            $checks->true(in_array('after all', Hub::bodies(3), true), 'posts of the successor come');
            $checks->true(!in_array('of the thief', Hub::bodies(3), true), 'those of the thief do not');
            $checks->true(in_array('before', Hub::bodies(3), true), 'the old ones stay');
            $before = serialize([Sql::$tables['abook'], Sql::$tables['pgrp_member']]);
            $lab->poll($old);
            $checks->same($before, serialize([Sql::$tables['abook'], Sql::$tables['pgrp_member']]), 'again: nothing changes');
            $checks->same([], Lab::complaints(), 'nothing went wrong');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testWhatCameFromTheThiefIsTakenAway(Checks $checks): void
    {
        [$lab, $old, $next] = self::known();
        try {
            $from = $old->now();
            $old->tick();
            StolenAccount::rob($old);
            $lab->publish($old);
            $lab->poll($old);
            $checks->same(['before', 'of the thief'], Hub::bodies(3), 'believed as yet');
            self::speak($lab, $old, $next, ['endTime' => $from]);
            $lab->poll($old);
            $checks->same(['before'], Hub::bodies(3), 'gone, and what was before stays');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testNothingOfTheOldKeyIsTakenAfterwards(Checks $checks): void
    {
        [$lab, $old, $next, $thief] = self::known();
        try {
            self::speak($lab, $old, $next, []);
            $lab->poll($old);
            Hub::work();
            $bodies = Hub::bodies(3);
            StolenAccount::rob($old);
            StolenAccount::move($old, $thief);
            $old->append($old->activity('Delete', $old->account->actorId));
            $lab->publish($old);
            $lab->web->asked();
            $checks->same('unfollowed', $lab->poll($old), 'nobody follows it any more');
            $checks->same([], $lab->web->asked(), 'and nobody is asked');
            $checks->same($bodies, Hub::bodies(3), 'no item came or went');
            $checks->same([], Moves::of(3), 'nobody is sent to the thief');
            $checks->same($next->account->did, Hub::follow(3, $old->account->did), 'the old address leads to the successor');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testALateStatementBeatsMoveAndEnd(Checks $checks): void
    {
        [$lab, $old, $next, $thief] = self::known();
        try {
            StolenAccount::move($old, $thief);
            $old->append($old->activity('Delete', $old->account->actorId));
            $lab->publish($old);
            $lab->poll($old);
            $checks->same(['before'], Hub::bodies(3), 'an end by the old key removes nothing at once');
            $checks->same([1], self::hidden($old), 'but nothing is shown');
            self::speak($lab, $old, $next, []);
            $checks->same('succeeded', $lab->poll($old), 'poll');
            $checks->same([3, 4], self::followers($next), 'all follow the successor');
            $checks->true(in_array('before', Hub::bodies(3), true), 'and what was there is there');
            $checks->same([0], self::hidden($old), 'and is shown');
            $checks->same([['Alice', $next->account->did]], Moves::replaced(3), 'which the page of the app says');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testAnEndThatNobodyContradictsComesAfterThirtyDays(Checks $checks): void
    {
        [$lab, $old] = self::known();
        try {
            $old->append($old->activity('Delete', $old->account->actorId));
            $lab->publish($old);
            $lab->poll($old);
            $checks->same(['before'], Hub::bodies(3), 'not yet');
            set_xconfig($old->account->did, 'pollen', 'ends', time() - 1);
            $lab->poll($old);
            $checks->same([], Hub::bodies(3), 'after thirty days');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testTheSuccessorsOutboxSaysSo(Checks $checks): void
    {
        [$lab, $old, $next, $thief] = self::known();
        try {
            $next->append($next->statement($old->account));
            $thief->append($thief->statement($old->account));
            $lab->publish($next);
            $lab->publish($thief);
            $lab->follow(3, $thief);
            $checks->same(null, AccountTable::find($old->account->did)?->state->statement, 'a thief says so');
            $lab->follow(4, $next);
            $checks->same($next->account->did, AccountTable::find($old->account->did)?->state->succession()?->successor, 'the successor says so');
            $checks->same('succeeded', $lab->poll($old), 'poll');
            $checks->same([3, 4], self::followers($next), 'all follow the successor');
        } finally {
            $lab->web->stop();
        }
    }

    /** @return array{Lab, TreeBuilder, TreeBuilder, TreeBuilder} */
    private static function known(): array
    {
        $lab = new Lab();
        [$old, $next, $thief] = StolenAccount::people();
        $lab->publish($old);
        $lab->publish($thief);
        $lab->follow(3, $old);
        $lab->follow(4, $old);
        $old->tick();
        return [$lab, $old, $next, $thief];
    }

    /** The owner goes on; the host of the old account keeps the statement. @param array<string, mixed> $more */
    private static function speak(Lab $lab, TreeBuilder $old, TreeBuilder $next, array $more): void
    {
        $kept = StolenAccount::goOn($old, $next, $more);
        $lab->publish($next);
        $lab->publish($old, $kept);
        $stored = AccountTable::find($old->account->did);
        $stored->state->askedSuccessor = 0;
        AccountTable::save($stored);
    }

    /** @return list<int> */
    private static function followers(TreeBuilder $tree): array
    {
        return array_map(static fn (array $channel): int => (int) $channel['channel_id'], Followers::of($tree->account->did));
    }

    /** @return list<int> */
    private static function hidden(TreeBuilder $tree): array
    {
        $rows = q("select item_hidden from item where author_xchan = '%s'", dbesc($tree->account->did));
        return array_values(array_unique(array_map(static fn (array $row): int => (int) ($row['item_hidden'] ?? 0), $rows)));
    }
}
