<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Model\Contact;
use Pollen\Friendica\AccountTable;
use Pollen\Friendica\LocalId;
use Pollen\Friendica\Tables;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\StolenAccount;

/**
 * An attacker has the key of an account, and its owner goes on under the next one.
 */
final class SuccessorTests
{
    public static function testFollowersAndCirclesGoOnWithTheSuccessor(Checks $checks): void
    {
        [$lab, $old, $next] = self::known();
        $contact = self::contact(5, $old);
        DBA::insert('group_member', ['gid' => 9, 'contact-id' => $contact['id']]);
        DBA::update('contact', ['notify_new_posts' => 1, 'info' => 'met in Graz'], ['id' => $contact['id']]);
        StolenAccount::rob($old);
        self::speak($lab, $old, $next, []);
        $checks->same('succeeded', $lab->poll($old), 'poll');
        foreach ([5, 6] as $uid) {
            $checks->same(Contact::SHARING, (int) self::contact($uid, $next)['rel'], $uid . ' follows the successor');
            $checks->same(Contact::NOTHING, (int) self::contact($uid, $old)['rel'], $uid . ' no longer follows the old one');
        }
        $checks->same(1, DBA::count('group_member', ['gid' => 9, 'contact-id' => self::contact(5, $next)['id']]), 'circle');
        $checks->same(1, (int) self::contact(5, $next)['notify_new_posts'], 'settings');
        $info = self::contact(5, $old)['info'];
        $checks->true(str_starts_with($info, 'met in Graz') && str_contains($info, LocalId::actorOf($next->account)), 'said why');
        $lab->poll($next);
        $checks->true(self::reads('after all'), 'posts of the successor come');
        $checks->true(!self::reads('of the thief'), 'those of the thief do not');
        $checks->true(self::reads('before'), 'the old ones stay');
        $comes = array_unique(array_column(Lab::timeline(5), 'contact-id'));
        $checks->same([self::contact(5, $next)['id']], array_values($comes), 'and come by the contact that is followed');
        $checks->true(str_contains(self::contact(5, $old)['about'], 'goes on under another key: http'), 'the old contact says so to visitors');
        $before = serialize([DBA::selectToArray('contact'), DBA::selectToArray('group_member')]);
        $lab->poll($old);
        $checks->same($before, serialize([DBA::selectToArray('contact'), DBA::selectToArray('group_member')]), 'again: nothing changes');
        $checks->same([], Lab::warnings(), 'no warnings');
        $lab->end();
    }

    public static function testWhatCameFromTheThiefIsTakenAway(Checks $checks): void
    {
        [$lab, $old, $next] = self::known();
        $from = $old->now();
        $old->tick();
        StolenAccount::rob($old);
        $lab->publish($old);
        $lab->poll($old);
        $checks->true(self::reads('of the thief'), 'believed as yet');
        self::speak($lab, $old, $next, ['endTime' => $from]);
        self::dayPasses($old);
        $lab->poll($old);
        $checks->true(!self::reads('of the thief'), 'gone');
        $checks->true(self::reads('before'), 'what was before stays');
        $lab->end();
    }

    public static function testNothingOfTheOldKeyIsTakenAfterwards(Checks $checks): void
    {
        [$lab, $old, $next, $thief] = self::known();
        self::speak($lab, $old, $next, []);
        $lab->poll($old);
        $items = serialize(DBA::selectToArray('post'));
        StolenAccount::rob($old);
        StolenAccount::move($old, $thief);
        $old->append($old->activity('Delete', $old->account->actorId));
        $lab->publish($old);
        self::dayPasses($old);
        $checks->same('unfollowed', $lab->poll($old), 'nobody follows it any more');
        $lab->follow(7, $old);
        $checks->same(Contact::SHARING, (int) (self::contact(7, $next)['rel'] ?? -1), 'who follows it now follows the successor');
        self::dayPasses($old);
        $lab->poll($old);
        $checks->same($items, serialize(DBA::selectToArray('post')), 'no item came or went');
        $checks->same(false, self::contact(5, $thief), 'nobody was led to the thief');
        $lab->end();
    }

    public static function testALateStatementBeatsMoveAndEnd(Checks $checks): void
    {
        [$lab, $old, $next, $thief] = self::known();
        StolenAccount::move($old, $thief);
        $old->append($old->activity('Delete', $old->account->actorId));
        $lab->publish($old);
        $lab->poll($old);
        $checks->true(self::reads('before'), 'an end by the old key removes nothing at once');
        $checks->same([], Lab::timeline(5, ['visible' => true]), 'but nothing is shown');
        $checks->same('This account says that it has ended.', self::contact(5, $old)['about'], 'which the contact says');
        self::speak($lab, $old, $next, []);
        self::dayPasses($old);
        $checks->same('succeeded', $lab->poll($old), 'poll');
        $checks->same(Contact::SHARING, (int) self::contact(5, $next)['rel'], 'follows the successor');
        $checks->same(0, DBA::count(Tables::PENDING), 'the end is forgotten');
        $checks->true(self::reads('before'), 'and what was there is there');
        $checks->true(count(Lab::timeline(5, ['visible' => true])) > 0, 'and is shown');
        $lab->end();
    }

    public static function testTheSuccessorsOutboxSaysSo(Checks $checks): void
    {
        [$lab, $old, $next, $thief] = self::known();
        $next->append($next->statement($old->account));
        $thief->append($thief->statement($old->account));
        $lab->publish($next);
        $lab->publish($thief);
        $lab->follow(5, $thief);
        $lab->poll($thief);
        $checks->same(null, AccountTable::find($old->account)?->state->statement, 'a thief says so');
        $lab->follow(6, $next);
        $lab->poll($next);
        $checks->same($next->account->did, AccountTable::find($old->account)?->state->succession()?->successor, 'the successor says so');
        $checks->same('succeeded', $lab->poll($old), 'poll');
        $checks->same(Contact::SHARING, (int) self::contact(5, $next)['rel'], 'follows the successor');
        $lab->end();
    }

    public static function testWaitsForASuccessorThatCannotBeHad(Checks $checks): void
    {
        [$lab, $old, $next] = self::known();
        $statement = TreeBuilder::bytes($next->statement($old->account));
        $lab->publish($old, [$old->account->folder . '/successor.jsonld' => $statement]);
        self::dayPasses($old);
        $lab->poll($old);
        $checks->same(Contact::SHARING, (int) self::contact(5, $old)['rel'], 'still follows the old one');
        StolenAccount::rob($old);
        $lab->publish($old, [$old->account->folder . '/successor.jsonld' => $statement]);
        $lab->poll($old);
        $checks->true(!self::reads('of the thief'), 'which says nothing any more');
        self::speak($lab, $old, $next, []);
        $lab->poll($old);
        $checks->same(Contact::SHARING, (int) self::contact(5, $next)['rel'], 'follows the successor once it is there');
        $lab->end();
    }

    /** @return array{Lab, TreeBuilder, TreeBuilder, TreeBuilder} */
    private static function known(): array
    {
        $lab = new Lab();
        [$old, $next, $thief] = StolenAccount::people();
        $lab->publish($old);
        $lab->publish($thief);
        $lab->follow(5, $old);
        $lab->follow(6, $old);
        $lab->poll($old);
        $old->tick();
        return [$lab, $old, $next, $thief];
    }

    /** The owner goes on; the host of the old account keeps the statement. @param array<string, mixed> $more */
    private static function speak(Lab $lab, TreeBuilder $old, TreeBuilder $next, array $more): void
    {
        $kept = StolenAccount::goOn($old, $next, $more);
        $lab->publish($next);
        $lab->publish($old, $kept);
        self::dayPasses($old);
    }

    /** Whether user 5 has a post with these words. */
    private static function reads(string $words): bool
    {
        return str_contains(implode("\n", Lab::texts(5)), $words);
    }

    private static function dayPasses(TreeBuilder $tree): void
    {
        $stored = AccountTable::find($tree->account);
        $stored->state->askedSuccessor = 0;
        AccountTable::save($stored);
    }

    /** @return array<string, mixed>|false */
    private static function contact(int $uid, TreeBuilder $tree): array|false
    {
        $uriId = AccountTable::find($tree->account)?->uriId ?? -1;
        return DBA::selectFirst('contact', [], ['uid' => $uid, 'uri-id' => $uriId]);
    }
}
