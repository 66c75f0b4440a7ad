<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\ChannelActor;
use Pollen\Hubzilla\Endpoints;
use Pollen\Hubzilla\FetchingTurn;
use Pollen\Hubzilla\MediaFiles;
use Pollen\Hubzilla\PingDesk;
use Pollen\Hubzilla\ResponsesDesk;
use Pollen\Reader\Account;
use Pollen\Reader\Media;
use Pollen\Reader\ResponsesReader;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;
use Zotlabs\Lib\Activity;

final class ServingTests
{
    private static function item(string $name, string $parent, array $more = []): array
    {
        $id = 'https://hub.example/item/' . $name;
        return $more + ['mid' => $id, 'parent_mid' => $parent, 'thr_parent' => $parent, 'uid' => 3, 'author_xchan' => 'hash-alice', 'owner_xchan' => 'did', 'body' => 'hi [b]you[/b]', 'created' => '2026-01-01 10:00:00', 'edited' => '2026-01-01 10:00:00', 'item_private' => 0];
    }

    /** @return array<string, mixed> */
    private static function read(Account $account): array
    {
        return json_decode(ResponsesDesk::answer(['actor' => $account->actorId], null)->body, true);
    }

    public static function testWhatChannelsSay(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $target = Hub::items(3)[0]['mid'];
            Activity::item_store(self::item('reply', $target));
            Activity::item_store(self::item('like', $target, ['verb' => 'http://activitystrea.ms/schema/1.0/like']));
            Activity::item_store(self::item('secret', $target, ['item_private' => 1]));
            Activity::item_store(self::item('others', 'https://e.example/1'));
            Activity::item_store(self::item('foreign', $target, ['author_xchan' => 'https://e.example/u']));
            $answer = self::read($tree->account);
            $checks->same(['Like', 'Create'], array_column($answer['orderedItems'], 'type'), 'public answers of own channels only');
            $checks->same([$target, 'hi <strong>you</strong>', 'https://hub.example/channel/alice'], [$answer['orderedItems'][1]['object']['inReplyTo'], $answer['orderedItems'][1]['object']['content'], $answer['orderedItems'][1]['actor']], 'a reply');
            $page = ResponsesReader::read((string) json_encode($answer), 'https://hub.example', $tree->account);
            $checks->same(2, count($page->entries), 'a reader believes them');
            Activity::drop(channelx_by_n(3), 'hash-alice', (object) ['obj' => ['id' => 'https://hub.example/item/like']]);
            Activity::drop(channelx_by_n(3), 'hash-alice', (object) ['obj' => ['id' => 'https://hub.example/item/reply']]);
            $checks->same(['Delete', 'Undo'], array_column(self::read($tree->account)['orderedItems'], 'type'), 'taken back');
            Hub::$config['channel 3']['pollen.hide_answers'] = 1;
            Hub::$config['channel 3']['pollen.tell_follows'] = 1;
            $answer = self::read($tree->account);
            $checks->same([['Follow'], $tree->account->actorId], [array_column($answer['orderedItems'], 'type'), $answer['orderedItems'][0]['object']], 'as the channel wishes');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testPagesAndConditions(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $target = Hub::items(3)[0]['mid'];
            for ($number = 0; $number < 130; $number++) {
                Activity::item_store(self::item('r' . $number, $target));
            }
            $first = ResponsesDesk::answer(['actor' => $tree->account->actorId], null);
            $body = json_decode($first->body, true);
            $checks->same([100, 'OrderedCollection'], [count($body['orderedItems']), $body['type']], 'a page');
            parse_str((string) parse_url($body['next'], PHP_URL_QUERY), $query);
            $second = json_decode(ResponsesDesk::answer($query, null)->body, true);
            $checks->same([30, 'OrderedCollectionPage', null], [count($second['orderedItems']), $second['type'], $second['next'] ?? null], 'the rest');
            $all = array_unique([...array_column($body['orderedItems'], 'id'), ...array_column($second['orderedItems'], 'id')]);
            $checks->same(130, count($all), 'each once');
            $checks->same(304, ResponsesDesk::answer(['actor' => $tree->account->actorId], $first->headers['ETag'])->status, 'unchanged');
            foreach ([[], ['actor' => 'x'], ['actor' => ['x']]] as $query) {
                $checks->same(400, ResponsesDesk::answer($query, null)->status, 'nonsense');
            }
            $checks->same(404, ResponsesDesk::answer(['actor' => (new TreeBuilder(5))->account->actorId], null)->status, 'unknown');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testChannelsSayWhoTheyAre(Checks $checks): void
    {
        Hub::begin();
        $answer = ChannelActor::answer('alice', 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"');
        $actor = json_decode((string) $answer?->body, true);
        $checks->same(
            ['https://hub.example/channel/alice', 'Person', 'alice', 'Alice', false],
            [$actor['id'], $actor['type'], $actor['preferredUsername'], $actor['name'], isset($actor['inbox'])],
            'to programs'
        );
        $checks->same(null, ChannelActor::answer('alice', 'text/html,*/*;q=0.8'), 'people see the page');
        $checks->same(null, ChannelActor::answer('nobody', 'application/activity+json'), 'nobody');
        Hub::$config['channel 3']['pollen.hide_answers'] = 1;
        $checks->same(null, ChannelActor::answer('alice', 'application/activity+json'), 'who tells nothing');
        Hub::$apps = [];
        $checks->same(null, ChannelActor::answer('bob', 'application/activity+json'), 'without the app');
    }

    public static function testPublicPostsCanBeRepeated(Checks $checks): void
    {
        Hub::begin();
        $item = ['uid' => 3, 'item_private' => 0, 'author' => ['xchan_network' => 'pollen']];
        $offered = static function (array $item): bool {
            $shown = ['item' => $item, 'output' => ['share' => []]];
            call_hooks('display_item', $shown);
            return $shown['output']['share'] !== [];
        };
        $checks->same(false, $offered($item), 'not to strangers');
        Hub::$localChannel = 3;
        $checks->same(true, $offered($item), 'to the channel');
        $checks->same(false, $offered(['item_private' => 1] + $item), 'nothing private');
        $checks->same(false, $offered(['uid' => 4] + $item), 'nor what another channel has');
        $checks->same(false, $offered(['author' => ['xchan_network' => 'zot6']] + $item), 'Hubzilla decides about its own');
    }

    public static function testPing(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $body = (string) json_encode(['actor' => $tree->account->actorId]);
            $checks->same([202, 429], [PingDesk::answer($body)->status, PingDesk::answer($body)->status], 'once a minute');
            $checks->same([['Addon', 'pollen', 'poll', $tree->account->did]], Hub::$jobs, 'a job');
            $unknown = (string) json_encode(['actor' => (new TreeBuilder(5))->account->actorId]);
            $checks->same([404, 400, 400, 413], array_map(static fn (string $each): int => PingDesk::answer($each)->status, [$unknown, '', '[]', str_repeat('x', 5000)]), 'others');
            $checks->same([405, 405, 204, null], [Endpoints::answer('GET', 'ping', '')?->status, Endpoints::answer('POST', 'responses', '')?->status, Endpoints::answer('OPTIONS', 'ping', '')?->status, Endpoints::answer('GET', '', '')?->status], 'methods');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testNobodySaysWhatTheFileOfAnotherIs(Checks $checks): void
    {
        $lab = new Lab();
        try {
            [$ben, $cleo] = [new TreeBuilder(2), new TreeBuilder(3)];
            $bytes = 'picture ' . random_int(0, PHP_INT_MAX);
            $digest = Media::digest($bytes);
            $part = static fn (string $type): array => ['type' => 'Image', 'mediaType' => $type, 'url' => 'https://gone.example/x', 'digestMultibase' => $digest];
            $ben->post('<p>b</p>', ['attachment' => [$part('application/x-msdownload')]]);
            $lab->publish($ben);
            $lab->follow(3, $ben);
            $cleo->post('<p>c</p>', ['attachment' => [$part('image/png')]]);
            $lab->publish($cleo, [$cleo->account->folder . '/' . Media::path($digest, 'image/png') => $bytes]);
            $lab->follow(3, $cleo);
            $shown = Endpoints::answer('GET', 'media', $digest . '.png');
            $checks->same([200, $bytes, 'image/png'], [$shown->status, $shown->body, $shown->headers['Content-Type']], 'a picture of who has it');
            $_SERVER['HTTP_RANGE'] = 'bytes=0-6';
            $some = Endpoints::answer('GET', 'media', $digest . '.png');
            unset($_SERVER['HTTP_RANGE']);
            $checks->same([206, 'picture', '7'], [$some->status, $some->body, $some->headers['Content-Length']], 'a part, as players ask for it');
            $checks->same('application/octet-stream', Endpoints::answer('GET', 'media', $digest . '.bin')->headers['Content-Type'], 'a download of who says so');
            $checks->same(404, Endpoints::answer('GET', 'media', $digest . '.jpg')->status, 'nothing that nobody says');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testVisitorsOccupyFewProcesses(Checks $checks): void
    {
        Hub::begin();
        $turns = [FetchingTurn::take(2, 0), FetchingTurn::take(2, 0)];
        $checks->same(null, FetchingTurn::take(2, 0), 'all are taken');
        $turns[0]->release();
        $again = FetchingTurn::take(2, 0);
        $checks->true($again !== null, 'one is free');
        $turns[1]->release();
        $again->release();
    }

    public static function testTheDiskIsNotFilled(Checks $checks): void
    {
        $folder = MediaFiles::folder();
        MediaFiles::tidy(0);
        foreach (['zQmOld' => -15 * 86400, 'zQmFirst' => -20, 'zQmSecond' => -10, 'zQmThird' => 0] as $name => $age) {
            file_put_contents($folder . '/' . $name, str_repeat('x', 100));
            touch($folder . '/' . $name, time() + $age);
        }
        file_put_contents($folder . '/zQmMissing', '');
        touch($folder . '/zQmMissing', time() - 1000);
        MediaFiles::tidy(1048576);
        $left = static fn (): array => array_values(array_filter(scandir($folder), static fn (string $name): bool => in_array($name, ['zQmOld', 'zQmFirst', 'zQmSecond', 'zQmThird', 'zQmMissing'], true)));
        $checks->same(['zQmFirst', 'zQmSecond', 'zQmThird'], $left(), 'what is old or was missing is forgotten');
        MediaFiles::tidy(200);
        $checks->same(['zQmSecond', 'zQmThird'], $left(), 'so is what there is no room for, the oldest first');
        MediaFiles::tidy(0);
        $checks->same([], $left(), 'all');
    }

    public static function testPingsOfManyAccountsAreBounded(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = TreeBuilder::grown(1);
            $lab->publish($tree);
            $lab->follow(3, $tree);
            $body = (string) json_encode(['actor' => $tree->account->actorId]);
            for ($other = 0; $other < 120; $other++) {
                \Pollen\Hubzilla\Database::put('pollen_account', ['did' => 'other ' . $other], ['state' => '', 'served' => '', 'pinged' => time()]);
            }
            $checks->same([429, '60'], [PingDesk::answer($body)->status, PingDesk::answer($body)->headers['Retry-After'] ?? ''], 'later');
            \Pollen\Hubzilla\Database::change('pollen_account', ['pinged' => time() - 61], ['did' => 'other 7']);
            $checks->same(202, PingDesk::answer($body)->status, 'there is room');
        } finally {
            $lab->web->stop();
        }
    }

    public static function testPicturesByDigest(Checks $checks): void
    {
        $lab = new Lab();
        try {
            $tree = new TreeBuilder();
            $bytes = 'picture ' . random_int(0, PHP_INT_MAX);
            $digest = Media::digest($bytes);
            $part = static fn (string $digest): array => ['type' => 'Image', 'mediaType' => 'image/png', 'url' => $tree->account->prefix . Media::path($digest, 'image/png'), 'digestMultibase' => $digest, 'name' => 'A bee'];
            $tampered = Media::digest('other ' . $bytes);
            $tree->post('<p>p</p>', ['attachment' => [$part($digest), $part($tampered)]]);
            $folder = $tree->account->folder . '/';
            $lab->publish($tree, [$folder . Media::path($digest, 'image/png') => $bytes, $folder . Media::path($tampered, 'image/png') => 'tampered']);
            $lab->follow(3, $tree);
            $address = 'https://hub.example/pollen/media/' . $digest . '.png';
            $checks->true(str_contains(Hub::bodies(3)[0], '[img=' . $address . ']A bee[/img]'), Hub::bodies(3)[0]);
            $get = static fn (string $name) => Endpoints::answer('GET', 'media', $name);
            $checks->same([200, $bytes, 'image/png'], [$get($digest . '.png')->status, $get($digest . '.png')->body, $get($digest . '.png')->headers['Content-Type']], 'shown');
            $checks->same(404, $get($tampered . '.png')->status, 'other bytes are not');
            $checks->same(404, $get(Media::digest('unknown') . '.png')->status, 'nor what no post names');
            $checks->same(404, $get('../../.htconfig.php')->status, 'nor other files');
            $lab->web->asked();
            $get($digest . '.png');
            $get($tampered . '.png');
            $checks->same([], $lab->web->asked(), 'fetched once');
        } finally {
            $lab->web->stop();
        }
    }
}
