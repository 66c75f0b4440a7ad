<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Friendica\Model\ItemURI;
use Pollen\Friendica\AccountTable;
use Pollen\Friendica\LocalId;
use Pollen\Friendica\MediaDesk;
use Pollen\Friendica\MediaTable;
use Pollen\Friendica\PingDesk;
use Pollen\Friendica\ResponsesDesk;
use Pollen\Friendica\Sanitiser;
use Pollen\Reader\Media;
use Pollen\Reader\ResponsesReader;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class ServingTests
{
    public static function testPing(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $ping = json_encode(['actor' => $tree->account->actorId]);
        $checks->same(404, PingDesk::answer($ping)[0], 'nobody follows');
        $lab->publish($tree);
        $lab->follow(5, $tree);
        Memory::$queue = [];
        $checks->same(202, PingDesk::answer($ping)[0], 'taken');
        $checks->same(1, count(Memory::$queue), 'and handed to the worker');
        $again = PingDesk::answer($ping);
        $checks->same(429, $again[0], 'too often');
        $checks->true((int) $again[1]['Retry-After'] > 0, 'says when');
        foreach (['', 'x', '{}', '{"actor":5}', '{"actor":"https://x.example/"}', '[[[[[[1]]]]]]', '{"actor":"' . $tree->account->outboxId . '"}'] as $body) {
            $checks->same(400, PingDesk::answer($body)[0], $body);
        }
        $checks->same(413, PingDesk::answer(str_repeat(' ', 5000))[0], 'too long');
        $lab->end();
    }

    public static function testResponses(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $note = $tree->post('<p>1</p>');
        $lab->publish($tree);
        $actor = $tree->account->actorId;
        $checks->same(404, ResponsesDesk::answer(['actor' => $actor])[0], 'unknown account');
        $checks->same(400, ResponsesDesk::answer(['actor' => 'https://x.example/'])[0], 'no portable id');
        $checks->same(400, ResponsesDesk::answer(['actor' => ['x']])[0], 'no text');
        Memory::$config['5.pollen.tell_follows'] = true;
        Memory::$config['7.pollen.hide_answers'] = true;
        foreach ([5, 6, 7] as $uid) {
            $lab->follow($uid, $tree);
        }
        $lab->poll($tree);
        $rows = [];
        foreach ([['Create', 6, 5, false], ['Like', 3, 6, false], ['Announce', 3, 6, true], ['Create', 6, 6, true], ['Like', 3, 7, false]] as $index => [$verb, $gravity, $uid, $deleted]) {
            $uri = 'https://hub.example/objects/' . $index;
            DBA::insert('post', ['id' => 900 + $index, 'uri' => $uri, 'uri-id' => ItemURI::getIdByURI($uri), 'uid' => $uid, 'verb' => $verb,
                'gravity' => $gravity, 'deleted' => $deleted, 'edited' => '2026-01-01 00:00:0' . $index, 'thr-parent' => LocalId::of($note['id']),
                'author-link' => 'https://hub.example/profile/user' . $uid, 'body' => 'to ' . LocalId::of($note['id'])]);
            $rows[] = ['id' => 900 + $index, 'uid' => $uid, 'date' => '2026-01-01 00:00:0' . $index, 'kind' => 'item'];
        }
        Memory::$answers = ['FROM `post-user`' => $rows];
        [$status, $headers, $body] = ResponsesDesk::answer(['actor' => $actor]);
        $checks->same([200, 'application/activity+json', '*'], [$status, $headers['Content-Type'], $headers['Access-Control-Allow-Origin']], 'headers');
        $document = json_decode($body, true);
        $types = array_column($document['orderedItems'], 'type');
        $checks->same(['Follow', 'Delete', 'Undo', 'Like', 'Create'], $types, 'newest first; nothing of who does not want it');
        $checks->same(5, $document['totalItems'], 'their number');
        $checks->true(!str_contains($body, 'ipns://') && !str_contains($body, 'secret.example'), 'canonical, and nothing private');
        $checks->same($note['id'], $document['orderedItems'][4]['object']['inReplyTo'], 'what is answered');
        $checks->same(['https://hub.example/profile/user5', $actor], [$document['orderedItems'][0]['actor'], $document['orderedItems'][0]['object']], 'who follows');
        $page = ResponsesReader::read($body, 'https://hub.example', $tree->account);
        $checks->same(5, count($page->entries), 'the reader believes all of it');
        $lock = 'lock.pollen-responses-' . AccountTable::find($tree->account)->uriId;
        Memory::$cache[$lock] = true;
        $checks->same(429, ResponsesDesk::answer(['actor' => $actor, 'since' => '1-1'])[0], 'not several at once');
        $checks->same(200, ResponsesDesk::answer(['actor' => $actor])[0], 'what is remembered costs nothing');
        $lab->end();
    }

    public static function testResponsesInPages(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $note = $tree->post('<p>1</p>');
        $lab->publish($tree);
        $lab->follow(6, $tree);
        $rows = [];
        for ($index = 0; $index < 130; $index++) {
            $uri = 'https://hub.example/objects/' . $index;
            DBA::insert('post', ['id' => 1000 + $index, 'uri' => $uri, 'uid' => 6, 'verb' => 'Like', 'gravity' => 3, 'deleted' => false, 'edited' => '',
                'thr-parent' => LocalId::of($note['id']), 'author-link' => 'https://hub.example/profile/user6', 'body' => '']);
            $rows[] = ['id' => 1000 + $index, 'uid' => 6, 'date' => sprintf('2026-01-01 00:%02d:00', $index % 60), 'kind' => 'item'];
        }
        Memory::$answers = ['FROM `post-user`' => $rows];
        $seen = [];
        $query = ['actor' => $tree->account->actorId];
        for ($page = 0; $page < 5; $page++) {
            $document = json_decode(ResponsesDesk::answer($query)[2], true);
            array_push($seen, ...array_column($document['orderedItems'], 'id'));
            $checks->same($page === 0 ? 'OrderedCollection' : 'OrderedCollectionPage', $document['type'], 'type of page ' . $page);
            if (!isset($document['next'])) {
                break;
            }
            $checks->true(str_starts_with($document['next'], 'https://hub.example/pollen/responses?actor='), 'next is here');
            parse_str((string) parse_url($document['next'], PHP_URL_QUERY), $query);
        }
        $checks->same([130, 130], [count($seen), count(array_unique($seen))], 'all of them, once');
        $lab->end();
    }

    public static function testMedia(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $digest = Media::digest('picture ' . $lab->web->origin);
        $path = Media::path($digest, 'image/png');
        $tree->post('<p>1</p>', ['attachment' => [['type' => 'Image', 'mediaType' => 'image/png', 'url' => $tree->account->prefix . $path, 'digestMultibase' => $digest]]]);
        $lab->publish($tree, ['/' . $path => 'another picture', $tree->account->folder . '/' . $path => 'picture ' . $lab->web->origin]);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        [$status, $headers, $body] = MediaDesk::answer($digest . '.png');
        $checks->same([200, 'image/png', 'picture ' . $lab->web->origin], [$status, $headers['Content-Type'] ?? null, $body], 'from the host that has it');
        [$status, $headers, $body] = MediaDesk::answer($digest . '.png', 'bytes=0-6');
        $checks->same([206, 'picture', '7'], [$status, $body, $headers['Content-Length']], 'a part, as players ask for it');
        $lab->web->asked();
        MediaDesk::answer($digest . '.png');
        $checks->same([], $lab->web->asked(), 'kept');
        $checks->same(404, MediaDesk::answer(Media::digest('unknown') . '.png')[0], 'only what posts name');
        $checks->same(404, MediaDesk::answer('../../etc/passwd')[0], 'no paths');
        unlink(sys_get_temp_dir() . '/pollen-media/' . $digest);
        $lab->publish($tree, ['/' . $path => 'forged']);
        $checks->same(404, MediaDesk::answer($digest . '.png')[0], 'a wrong digest is not shown');
        unlink(sys_get_temp_dir() . '/pollen-media/' . $digest);
        $lab->end();
    }

    public static function testNobodyHidesThePicturesOfOthers(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder(1);
        $thief = new TreeBuilder(2);
        $bytes = 'picture of ' . $lab->web->origin;
        $digest = Media::digest($bytes);
        $part = static fn (TreeBuilder $of, string $type): array => ['attachment' => [[
            'type' => 'Image', 'mediaType' => $type, 'url' => $of->account->prefix . Media::path($digest, $type), 'digestMultibase' => $digest,
        ]]];
        $thief->post('<p>1</p>', $part($thief, 'image/png'));
        $thief->post('<p>2</p>', $part($thief, 'text/html'));
        $tree->post('<p>1</p>', $part($tree, 'image/png'));
        $lab->publish($thief);
        $lab->publish($tree, [$tree->account->folder . '/' . Media::path($digest, 'image/png') => $bytes]);
        foreach ([$thief, $tree] as $one) {
            $lab->follow(5, $one);
            $lab->poll($one);
        }
        $checks->same(404, MediaDesk::answer($digest . '.html')[0], 'no other name');
        [$status, $headers] = MediaDesk::answer($digest . '.png');
        $checks->same([200, 'image/png'], [$status, $headers['Content-Type'] ?? null], 'whoever named it first');
        unlink(sys_get_temp_dir() . '/pollen-media/' . $digest);
        Memory::$cache['lock.pollen-media-' . crc32($digest) % 4] = true;
        $checks->same(503, MediaDesk::answer($digest . '.png')[0], 'not too many at once');
        $lab->end();
    }

    public static function testForeignFilesInsideAreNotAskedFor(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $parts = array_map(static fn (string $url): array => ['type' => 'Image', 'mediaType' => 'image/png', 'url' => $url], [
            'https://10.0.0.1/x.png', 'https://localhost/x.png', 'https://pictures.example/x.png',
        ]);
        $tree->post('<p>1</p>', ['attachment' => $parts, 'to' => ['https://www.w3.org/ns/activitystreams#Public', 'https://hub.example/u', ...array_map(
            static fn (int $number): string => 'https://h' . $number . '.example/u',
            range(1, 12)
        )]]);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        Memory::$config['pollen.private_addresses'] = true;
        $checks->same('news', $lab->poll($tree), (string) json_encode(Lab::warnings()));
        $checks->same(10, count(Memory::$received[0]['object']['to'] ?? []), 'few strangers are asked about');
        Sanitiser::$allowsPrivate = false;
        $urls = array_map(static fn (array $part): ?string => MediaTable::address($part, 1), $parts);
        $checks->same([null, null, 'https://pictures.example/x.png'], $urls, 'only what looks public');
        $lab->end();
    }
}
