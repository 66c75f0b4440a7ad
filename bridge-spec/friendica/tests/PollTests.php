<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Pollen\Friendica\AccountTable;
use Pollen\Friendica\Cron;
use Pollen\Friendica\LocalId;
use Pollen\Friendica\Tables;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\WebServer;

final class PollTests
{
    public static function testPostsArriveOnceInOrder(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(3);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->follow(6, $tree);
        $checks->same('news', $lab->poll($tree), 'first poll');
        $checks->same(['<p>1</p>', '<p>2</p>', '<p>3</p>'], Lab::texts(5), 'one follower');
        $checks->same(['<p>1</p>', '<p>2</p>', '<p>3</p>'], Lab::texts(6), 'the other');
        $lab->web->asked();
        $received = count(Memory::$received);
        Memory::$writes = 0;
        $checks->same('unchanged', $lab->poll($tree), 'second poll');
        $checks->same(1, Memory::$writes, 'one write');
        $asked = $lab->web->asked();
        $checks->same([1, true], [count($asked), $asked[0]['conditional'] ?? null], 'one conditional request for two followers');
        $checks->same($received, count(Memory::$received), 'nothing again');
        $tree->post('<p>4</p>');
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same('<p>4</p>', Lab::texts(5)[3] ?? null, 'a new one');
        $checks->same([], Lab::warnings(), 'no warnings');
        $lab->end();
    }

    public static function testEditsDeletesUndo(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $note = $tree->post('<p>first</p>');
        $gone = $tree->post('<p>gone</p>');
        $like = $tree->activity('Like', $note['id']);
        $tree->append($like);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $checks->same(1, count(Lab::timeline(0, ['verb' => 'Like'])), 'liked');
        $tree->tick();
        $edited = $tree->sign(['content' => '<p>second</p>', 'updated' => $tree->now()] + $note);
        $tree->append($tree->activity('Update', $edited));
        $tree->put($edited);
        $tree->append($tree->activity('Delete', $gone['id']));
        $tree->append($tree->activity('Undo', $like['id']));
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same(['<p>second</p>'], Lab::texts(5), 'edited, deleted');
        $checks->same(0, count(Lab::timeline(0, ['verb' => 'Like'])), 'taken back');
        // Later somebody offers the deleted one again, signed and all.
        $tree->append($tree->activity('Update', $tree->sign(['content' => '<p>back</p>', 'updated' => $tree->now()] + $gone)));
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same(['<p>second</p>'], Lab::texts(5), 'deleted for ever');
        $lab->end();
    }

    public static function testOldStatesChangeNothing(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(2);
        $old = $tree->publish();
        $tree->post('<p>3</p>');
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $lab->web->serve($old);
        $checks->same('stale', $lab->poll($tree), 'an old outbox');
        $lab->web->serve([]);
        $checks->same('unreachable', $lab->poll($tree), 'nothing there');
        $checks->same(3, count(Lab::texts(5)), 'nothing is lost');
        $stored = AccountTable::find($tree->account);
        $checks->true($stored->state->failures === 2, 'failures are counted');
        $checks->true((int) strtotime($stored->nextPoll . ' UTC') > time() + 3000, 'and make it wait');
        $checks->true(!DBA::exists('contact', ['archive' => true]), 'contacts stay');
        $lab->end();
    }

    public static function testAGatewayThatFellAsleep(Checks $checks): void
    {
        $lab = new Lab();
        $asleep = new WebServer();
        $tree = new TreeBuilder();
        $tree->post('<p>1</p>');
        $tree->put($tree->actor(['gateways' => [$asleep->origin, $lab->web->origin]]));
        $lab->publish($tree);
        $asleep->serve($tree->files);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $stored = AccountTable::find($tree->account);
        $stored->state->base = $asleep->origin;
        AccountTable::save($stored);
        $tree->post('<p>2</p>');
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same(['<p>1</p>'], Lab::texts(5), 'it says that nothing is new');
        DBA::update(Tables::ACCOUNT, ['last-poll' => AccountTable::date(time() - 90000)], []);
        $lab->poll($tree);
        $checks->same(['<p>1</p>', '<p>2</p>'], Lab::texts(5), 'once a day others are asked, too');
        $second = $tree->files;
        $tree->post('<p>3</p>');
        $lab->publish($tree);
        $asleep->serve($second);
        $stored = AccountTable::find($tree->account);
        $stored->state->base = $asleep->origin;
        AccountTable::save($stored);
        DBA::update(Tables::ACCOUNT, ['pinged' => AccountTable::date(time())], []);
        $lab->poll($tree);
        $checks->same('<p>3</p>', Lab::texts(5)[2] ?? null, 'and when somebody says that there is news');
        $checks->same([], Lab::warnings(), 'no warnings');
        $asleep->stop();
        $lab->end();
    }

    public static function testOthersCannotSpeak(Checks $checks): void
    {
        $lab = new Lab();
        $victim = TreeBuilder::grown(1);
        $lab->publish($victim);
        $lab->follow(5, $victim);
        $lab->poll($victim);
        $note = json_decode((string) json_encode(Memory::$received[0]['object']), true);
        $evil = new TreeBuilder(9);
        $evil->append($evil->activity('Delete', LocalId::canonical($note['id'])));
        $stolen = ['id' => LocalId::canonical($note['id']), 'updated' => $evil->now()] + $evil->note('<p>stolen</p>');
        $evil->append($evil->activity('Update', $evil->sign($stolen)));
        $evil->append(['actor' => $victim->account->actorId] + $evil->activity('Create', $evil->note('<p>as you</p>')));
        $evil->post('<p>own</p>');
        $lab->publish($evil);
        $lab->follow(5, $evil);
        $lab->poll($evil);
        $checks->same(['<p>1</p>', '<p>own</p>'], Lab::texts(5), 'only its own');
        // The whole tree of the evil one under the victim's address.
        $lab->web->serve(array_combine(
            array_map(static fn (string $path): string => str_replace($evil->account->did, $victim->account->did, $path), array_keys($evil->files)),
            array_values($evil->files)
        ));
        $lab->poll($victim);
        $checks->same(2, count(Lab::texts(5)), 'copied to another address');
        $lab->end();
    }

    public static function testLateFollowersAndLeavers(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(4);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $lab->follow(7, $tree);
        $lab->poll($tree);
        $checks->same(Lab::texts(5), Lab::texts(7), 'back-fill');
        $checks->same(['0'], array_values(array_unique(array_map('strval', array_column(Lab::timeline(7), 'unseen')))), 'as history');
        DBA::update('contact', ['rel' => 0], ['uid' => [5, 7]]);
        $lab->web->asked();
        $checks->same('unfollowed', $lab->poll($tree), 'nobody left');
        $checks->same([], $lab->web->asked(), 'no request');
        DBA::update('contact', ['rel' => 2, 'blocked' => true], ['uid' => 5]);
        $checks->same('unfollowed', $lab->poll($tree), 'blocked by the one who follows');
        DBA::update('contact', ['blocked' => false], ['uid' => 5]);
        Memory::$config['system.blocklist'] = [$tree->account->ipnsName];
        $checks->same('unfollowed', $lab->poll($tree), 'blocked by the administrator');
        $data = ['uri' => $tree->account->did, 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        $checks->same(null, $data['result'], 'nor is it found');
        $checks->same([], $lab->web->asked(), 'no request');
        unset(Memory::$config['system.blocklist']);
        $checks->same('unchanged', $lab->poll($tree), 'and back');
        $lab->end();
    }

    public static function testProfile(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $tree->tick();
        $actor = $tree->actor(['name' => 'Alice [b]New[/b]', 'summary' => '<p>bio<script>x</script></p>']);
        $tree->append($tree->activity('Update', $actor));
        $tree->put($actor);
        $lab->publish($tree);
        $lab->poll($tree);
        $contact = DBA::selectFirst('contact', [], ['uid' => 5]);
        $checks->same("Alice [\u{2060}b]New[\u{2060}/b]", $contact['name'], 'name');
        $checks->same('bio', $contact['about'], 'text');
        $apcontact = DBA::selectFirst('apcontact', [], ['url' => $contact['url']]);
        $checks->same('', $apcontact['inbox'], 'no inbox');
        $key = openssl_pkey_get_public($apcontact['pubkey']);
        $checks->true($key !== false && openssl_pkey_get_details($key)['type'] === OPENSSL_KEYTYPE_RSA, 'an RSA key');
        $checks->same(0, openssl_verify('x', 'garbage', $apcontact['pubkey'], 'sha256'), 'that fits nothing, without a warning');
        $lab->end();
    }

    public static function testTheEnd(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(2);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $tree->append($tree->activity('Delete', $tree->account->actorId));
        $lab->publish($tree);
        $lab->poll($tree);
        $checks->same([], Lab::texts(5), 'nothing stays');
        $checks->true(AccountTable::find($tree->account)->state->ended, 'ended');
        $data = ['uri' => $tree->account->did, 'network' => '', 'uid' => 0, 'result' => null];
        pollen_probe_detect($data);
        $checks->same(null, $data['result'], 'nobody to follow');
        $lab->end();
    }

    public static function testACrashLosesNothing(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(3);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        Memory::$failAt = 2;
        try {
            $lab->poll($tree);
        } catch (\Error) {
        }
        Memory::$failAt = null;
        $checks->true(count(Lab::texts(5)) < 3, 'broken off');
        $lab->poll($tree);
        $texts = Lab::texts(5);
        sort($texts);
        $checks->same(['<p>1</p>', '<p>2</p>', '<p>3</p>'], $texts, 'all, once');
        $lab->end();
    }

    public static function testCronAndLock(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $stored = AccountTable::find($tree->account);
        Memory::$queue = [];
        Cron::run();
        Cron::run();
        $checks->same([['addon/pollen/pollen_poll.php', $stored->uriId]], array_map(static fn (array $job): array => array_slice($job, 1, 2), Memory::$queue), 'queued once');
        Memory::$cache['lock.pollen-' . $stored->uriId] = true;
        $checks->same('', $lab->poll($tree), 'not twice at the same time');
        unset(Memory::$cache['lock.pollen-' . $stored->uriId]);
        require_once __DIR__ . '/../pollen/pollen_poll.php';
        pollen_poll_run(['addon/pollen/pollen_poll.php', (string) $stored->uriId], 2);
        $checks->same(['<p>1</p>'], Lab::texts(5), 'the worker polls');
        $lab->end();
    }
}
