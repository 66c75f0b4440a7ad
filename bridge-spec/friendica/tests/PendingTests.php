<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Friendica\Model\Contact;
use Pollen\Friendica\AccountTable;
use Pollen\Friendica\Tables;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

/** What cannot be stored at once, and accounts that go on as another one. */
final class PendingTests
{
    public static function testWhatTheServerFailsAtIsTriedAgain(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $tree->post('<p>1</p>');
        $gone = $tree->post('<p>gone</p>');
        $old = $tree->post('<p>old</p>');
        $lab->publish($tree);
        $lab->follow(5, $tree);
        Memory::$fails = true;
        $lab->poll($tree);
        $checks->same([[], 3], [Lab::texts(5), DBA::count(Tables::PENDING)], 'kept for later');
        Memory::$fails = false;
        $lab->poll($tree);
        $checks->same([], Lab::texts(5), 'not at once');
        $tree->append($tree->activity('Delete', $gone['id']));
        $tree->tick();
        $new = $tree->sign(['content' => '<p>new</p>', 'updated' => $tree->now()] + $old);
        $tree->append($tree->activity('Update', $new));
        $tree->put($new);
        $lab->publish($tree);
        $lab->poll($tree);
        self::timePasses();
        Memory::$writes = 0;
        $checks->same('unchanged', $lab->poll($tree), 'no news of the account are needed');
        $texts = Lab::texts(5);
        sort($texts);
        $checks->same(['<p>1</p>', '<p>new</p>'], $texts, 'but not what was deleted or edited since');
        $checks->same(0, DBA::count(Tables::PENDING), 'done');
        $lab->end();
    }

    public static function testTriesEnd(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        Memory::$fails = true;
        $lab->poll($tree);
        $waits = [];
        for ($try = 0; $try < 10 && DBA::count(Tables::PENDING) > 0; $try++) {
            $row = DBA::selectFirst(Tables::PENDING);
            $waits[] = (int) round(((int) strtotime($row['next-try'] . ' UTC') - time()) / 60);
            self::timePasses();
            $lab->poll($tree);
        }
        $checks->same([15, 60, 240, 960, 3840, 15360], $waits, 'ever later (minutes), and an end');
        Memory::$fails = false;
        $lab->poll($tree);
        $checks->same([], Lab::texts(5), 'left out');
        $lab->end();
    }

    public static function testNotEndlesslyMany(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        Memory::$fails = true;
        for ($poll = 0; $poll < 4; $poll++) {
            for ($post = 0; $post < 20; $post++) {
                $tree->post('<p>' . $poll . ' ' . $post . '</p>');
            }
            $lab->publish($tree);
            $lab->poll($tree);
        }
        $checks->same(64, DBA::count(Tables::PENDING), 'an account has so many');
        self::timePasses();
        Memory::$fails = false;
        $lab->poll($tree);
        $checks->same([16, 48], [count(Lab::texts(5)), DBA::count(Tables::PENDING)], 'and so many at once');
        $lab->end();
    }

    public static function testAnswersWaitForWhatTheyAnswer(Checks $checks): void
    {
        $lab = new Lab();
        $other = new TreeBuilder(2);
        $root = $other->post('<p>root</p>');
        $tree = new TreeBuilder(1);
        $tree->post('<p>answer</p>', ['inReplyTo' => $root['id']]);
        $tree->append($tree->activity('Announce', $root['id']));
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $checks->same([[], 2], [Lab::texts(5), DBA::count(Tables::PENDING)], 'nobody has the other account');
        $lab->publish($other);
        self::timePasses();
        $lab->poll($tree);
        $checks->true(in_array('<p>answer</p>', Lab::texts(5), true), 'found later');
        $checks->same(1, count(Lab::timeline(5, ['verb' => 'Announce'])), 'boosted');
        $checks->same(0, DBA::count(Tables::PENDING), 'done');
        $lab->end();
    }

    public static function testFollowersGoWhereBothSay(Checks $checks): void
    {
        $lab = new Lab();
        $old = new TreeBuilder(1);
        $new = new TreeBuilder(2);
        $old->post('<p>old</p>');
        $new->post('<p>new</p>');
        $lab->publish($old);
        $lab->publish($new);
        $lab->follow(5, $old);
        $lab->follow(6, $old);
        Contact::make(['url' => 'x'], 6, 0);
        $lab->poll($old);
        self::change($old, ['movedTo' => $new->account->actorId]);
        $old->append($old->activity('Move', $old->account->actorId, ['target' => $new->account->actorId]));
        $lab->publish($old);
        $lab->poll($old);
        $checks->same([1, 0], [DBA::count(Tables::PENDING), self::followers($new)], 'the other one does not say so');
        self::change($new, ['alsoKnownAs' => [$old->account->actorId]]);
        $lab->publish($new);
        self::timePasses();
        $lab->poll($old);
        $checks->same([0, 2, 2], [DBA::count(Tables::PENDING), self::followers($new), self::followers($old)], 'both say so');
        DBA::update('contact', ['rel' => 0], ['uid' => 6, 'uri-id' => AccountTable::find($new->account)->uriId]);
        $lab->poll($old);
        $checks->same(1, self::followers($new), 'once');
        $lab->end();
    }

    public static function testNobodyIsTakenAway(Checks $checks): void
    {
        $lab = new Lab();
        $old = TreeBuilder::grown(1);
        $thief = new TreeBuilder(2);
        self::change($thief, ['alsoKnownAs' => [$old->account->actorId]]);
        $lab->publish($old);
        $lab->publish($thief);
        $lab->follow(5, $old);
        // A Move whose actor says nothing of it, one to nobody, one to itself, one elsewhere.
        foreach ([$thief->account->actorId, (new TreeBuilder(3))->account->actorId, $old->account->actorId, 'https://e.example/u/x'] as $target) {
            $old->append($old->activity('Move', $old->account->actorId, ['target' => $target]));
        }
        $lab->publish($old);
        $lab->poll($old);
        self::timePasses();
        $lab->poll($old);
        $checks->same(0, self::followers($thief), 'alsoKnownAs alone moves nobody');
        $checks->same(1, self::followers($old), 'all stay');
        $checks->same([], Lab::warnings(), 'no warnings');
        $lab->end();
    }

    /** @param array<string, mixed> $more members of the actor */
    private static function change(TreeBuilder $tree, array $more): void
    {
        $tree->tick();
        $actor = $tree->actor($more);
        $tree->append($tree->activity('Update', $actor));
        $tree->put($actor);
    }

    private static function followers(TreeBuilder $tree): int
    {
        return DBA::count('contact', ['uri-id' => AccountTable::find($tree->account)?->uriId ?? -1, 'rel' => Contact::SHARING]);
    }

    private static function timePasses(): void
    {
        DBA::update(Tables::PENDING, ['next-try' => '2020-01-01 00:00:00'], []);
        Memory::$cache = [];
    }
}
