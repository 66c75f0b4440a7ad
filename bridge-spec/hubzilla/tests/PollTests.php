<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\AccountTable;
use Pollen\Hubzilla\Jobs;
use Pollen\Hubzilla\PingDesk;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\WebServer;
use Pollen\Server\WebPages;

final class PollTests
{
    public static function testPostsArriveOnceForEveryChannel(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(3);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $checks->same(['1', '2', '3'], Hub::bodies(3), 'at first');
            $checks->same([0, 0, 0], array_column(Hub::items(3), 'item_unseen'), 'history is no news');
            $lab->web->asked();
            $lab->poll($tree);
            $asked = $lab->web->asked();
            $checks->same([1, true], [count($asked), $asked[0]['conditional']], 'then one conditional request');
            $lab->follow(4, $tree);
            $checks->same(['1', '2', '3'], Hub::bodies(4), 'a channel that comes later');
            $tree->post('<p>4 #bees</p>', ['contentMap' => ['de-CH' => '<p>4 #bees</p>'], 'tag' => [['type' => 'Hashtag', 'name' => '#bees']]]);
            $lab->publish($tree);
            $lab->web->asked();
            $lab->poll($tree);
            $checks->same(2, count($lab->web->asked()), 'outbox and page, however many follow');
            $checks->same([['1', '2', '3', '4 #bees'], ['1', '2', '3', '4 #bees']], [Hub::bodies(3), Hub::bodies(4)], 'news for both');
            $checks->same('de', Hub::items(3)[3]['lang'], 'its language');
            $checks->same([], Lab::complaints(), 'nothing went wrong');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testAQuoteIsALinkToThePost(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = new TreeBuilder();
            $quoted = $tree->post('<p>first</p>');
            $tree->post('<p>second</p><p>RE: ' . $quoted['id'] . '</p>', ['quote' => $quoted['id']]);
            $tree->post('<p>third</p>', ['quote' => $tree->account->prefix . 'o/3k/a/b/3kabcdefgh234.jsonld']);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            [$first, $second, $third] = Hub::items(3);
            $checks->true($first['plink'] !== '', 'it has a page');
            $checks->same('second' . $first['plink'], $second['body'], 'of a post that is here, instead of the line with its id');
            $page = WebPages::ofAccount($tree->account, AccountTable::find($tree->account->did)?->state->actor);
            $checks->same('third' . $page, $third['body'], 'of the author, when it is not');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testLanguagesAreNotGuessedForLong(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $tree->post('<p>' . str_repeat('x', 100000) . '</p>');
            $tree->post('<p>hallo</p>', ['contentMap' => ['de' => '<p>hallo</p>']]);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $checks->same(['xx', '', 'de'], array_column(Hub::items(3), 'lang'), 'only short ones without a language');
            $checks->same([], \App::$config['system'] ?? [], 'the setting is as before');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testAnIdlePollWritesOneRow(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $lab->poll($tree);
            Sql::$written = [];
            $lab->poll($tree);
            $checks->same(1, count(Sql::$written), implode("\n", Sql::$written));
            $checks->true(strlen(Sql::$written[0] ?? '') < 300, 'a small one');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testAPingAlsoAsksOtherHosts(Checks $checks): void
    {
        $lab = new Lab();
        $website = new WebServer();
        try {
            $tree = TreeBuilder::grown(1);
            Hub::$config['pollen']['gateways'] = $website->origin . ' ' . $lab->web->origin;
            $lab->publish($tree);
            $website->serve($tree->files);
            $lab->follow(3, $tree);
            $tree->post('<p>2</p>');
            $lab->publish($tree);
            $lab->web->asked();
            $checks->same(['unchanged', []], [$lab->poll($tree), $lab->web->asked()], 'the website says that nothing is new');
            Jobs::run(['Addon', 'pollen', 'round']);
            $checks->same(202, PingDesk::answer((string) json_encode(['actor' => $tree->account->actorId]))->status, 'a ping');
            Hub::work();
            $checks->same(['1', '2'], Hub::bodies(3), 'the gateway has it');
            \Pollen\Hubzilla\Database::change('pollen_account', ['pinged' => 0, 'last_poll' => time() - 86400], ['did' => $tree->account->did]);
            $website->asked();
            $lab->poll($tree);
            $checks->same(1, count($website->asked()), 'once a day, too');
            $lab->poll($tree);
            $checks->same([], $website->asked(), 'not more often');
        } finally {
            $lab->web->stop();
            $website->stop();
        }
    }

    public static function testHostsThatAreLostComeLast(Checks $checks): void
    {
        Hub::begin();
        foreach (['lost' => [1, 'unreachable: HTTP'], 'slow' => [2, 'unreachable'], 'old' => [3, 'unchanged'], 'new' => [4, 'news'], 'later' => [900, 'news']] as $name => [$due, $note]) {
            \Pollen\Hubzilla\Database::put('pollen_account', ['did' => $name], ['state' => '', 'served' => '[]', 'next_poll' => $due, 'note' => $note]);
        }
        $checks->same(['old', 'new', 'lost', 'slow'], AccountTable::due(100, 10), 'the longest waiting first among each');
    }

    public static function testEditsDeletesAndReactions(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $note = $tree->post('<p>old</p>');
            $doomed = $tree->post('<p>doomed</p>');
            $like = $tree->activity('Like', $note['id']);
            $tree->append($like);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $checks->same(['1', 'old', 'doomed', 'Like'], Hub::bodies(3), 'before');
            $changed = $tree->sign(['content' => '<p>new</p>', 'updated' => $tree->now()] + $note);
            $tree->append($tree->activity('Update', $changed));
            $tree->append($tree->activity('Delete', $doomed['id']));
            $tree->append($tree->activity('Undo', $like['id']));
            $lab->publish($tree);
            $lab->poll($tree);
            $checks->same(['1', 'new'], Hub::bodies(3), 'after');
            $checks->same(ACTIVITY_POST, Hub::items(3)[1]['verb'], 'still a post');
            // The same pages once more, for somebody who knows nothing of them.
            $lab->follow(4, $tree);
            $checks->same(['1', 'new'], Hub::bodies(4), 'nothing comes back');
            $tree->append($tree->activity('Create', $doomed));
            $lab->publish($tree);
            $lab->poll($tree);
            $checks->same([2, 2], [count(Hub::bodies(3)), count(Hub::bodies(4))], 'also not when it is said again');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testThreadsAndBoosts(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $ben = new TreeBuilder(2);
            $asked = $ben->post('<p>Ben asks</p>');
            $boosted = $ben->post('<p>Ben says</p>');
            $lab->publish($ben);
            $tree = TreeBuilder::grown(1);
            $own = $tree->post('<p>top</p>');
            $tree->post('<p>below</p>', ['inReplyTo' => $own['id']]);
            $tree->post('<p>answer</p>', ['inReplyTo' => $asked['id']]);
            $tree->post('<p>lost</p>', ['inReplyTo' => 'https://elsewhere.example/1']);
            $tree->append($tree->activity('Announce', $boosted['id']));
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $checks->same(['1', 'top', 'below', 'Ben asks', 'answer', 'Ben says'], Hub::bodies(3), 'with what it answers and boosts');
            $items = array_column(Hub::items(3), null, 'body');
            $checks->same($own['id'], $items['below']['thr_parent'], 'below its parent');
            $checks->same([$ben->account->did, $tree->account->did, 'Announce'], [$items['Ben says']['author_xchan'], $items['Ben says']['source_xchan'], $items['Ben says']['verb']], 'boosted');
            $checks->same([], array_filter(array_column($lab->web->asked(), 'path'), static fn (string $path): bool => str_contains($path, 'elsewhere')), 'nothing foreign is fetched');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testOutagesAndTheRound(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $lab->web->serve([]);
            $before = AccountTable::find($tree->account->did)->state->toJson();
            $checks->same(['unreachable', 'unreachable'], [$lab->poll($tree), $lab->poll($tree)], 'an outage');
            $row = q("select * from pollen_account where did = '%s'", $tree->account->did)[0];
            $checks->true($row['next_poll'] - $row['last_poll'] >= 3600, 'patience grows');
            $checks->same(1, count(q("select * from abook where abook_archived = 0")), 'nobody is given up');
            $tree->post('<p>2</p>');
            $lab->publish($tree);
            Jobs::run(['Addon', 'pollen', 'round']);
            $checks->same(['1'], Hub::bodies(3), 'not before its time');
            \Pollen\Hubzilla\Database::change('pollen_account', ['next_poll' => 0], ['did' => $tree->account->did]);
            Jobs::run(['Addon', 'pollen', 'round']);
            $checks->same(['1', '2'], Hub::bodies(3), 'recovered');
            $checks->true($before !== '', 'state');
            Sql::$tables['abook'] = [];
            $lab->web->asked();
            $checks->same('unfollowed', $lab->poll($tree), 'nobody left');
            $checks->same([], $lab->web->asked(), 'no request');
        } finally {
            $lab->web->stop();
        }
    }
}
