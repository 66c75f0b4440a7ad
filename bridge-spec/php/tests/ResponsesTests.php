<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\Jcs;
use Pollen\Reader\Refused;
use Pollen\Reader\Responses;
use Pollen\Reader\ResponsesReader;
use Pollen\Reader\Shape;

/**
 * Responses, served and read.
 */
final class ResponsesTests
{
    private const HOST = 'https://hub.example';

    /** @return array<string, mixed> */
    private static function reply(Account $account, string $id, array $more = []): array
    {
        $note = [
            'id' => self::HOST . '/item/' . $id,
            'type' => 'Note',
            'attributedTo' => self::HOST . '/channel/x',
            'inReplyTo' => self::HOST . '/.well-known/apgateway/' . $account->did . '/o/22/2/2/2222222222222.jsonld',
            'content' => 'hi',
        ];
        return $more + [
            'id' => self::HOST . '/activity/' . $id,
            'type' => 'Create',
            'actor' => self::HOST . '/channel/x',
            'object' => $note,
            'to' => [Shape::PUBLIC],
        ];
    }

    public static function testResponsesThereAndBack(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $address = self::HOST . Responses::PATH . '?actor=' . rawurlencode($account->actorId);
        $checks->same($account->did, Responses::accountOf($account->actorId)?->did, 'account of the question');
        $checks->same(null, Responses::accountOf($account->outboxId), 'no actor id');
        $checks->same(null, Responses::accountOf(['x']), 'no text');
        $entries = [self::reply($account, '1', ['empty' => new \stdClass()])];
        $body = Responses::body($address, $entries, 1, $address . '&page=2');
        $checks->true(str_contains($body, '"ap://' . $account->did . '/o/22'), 'references are canonical');
        $page = ResponsesReader::read($body, self::HOST, $account);
        $checks->same([self::HOST . '/activity/1'], array_column($page->entries, 'id'), 'entry');
        $checks->same($address . '&page=2', $page->next, 'next');
        $etag = Responses::headers($body)['ETag'];
        $checks->true(Responses::isNotModified('"x", ' . $etag, $etag), 'the same entity tag');
        $checks->true(Responses::isNotModified('W/' . $etag, $etag), 'made weak by a proxy');
        $checks->same(false, Responses::isNotModified(null, $etag), 'no condition');
        $many = array_map(static fn (int $n): array => self::reply($account, (string) $n), range(1, 150));
        $read = ResponsesReader::read(Responses::body($address, $many, 150), self::HOST, $account);
        $checks->same(100, count($read->entries), 'at most 100');
        $filled = static fn (int $n): array => self::reply($account, (string) $n, ['x' => str_repeat('é', 20000)]);
        $large = array_map($filled, range(1, 60));
        $checks->true(strlen(Responses::body($address, $large, 60)) <= 1048576, 'at most 1 MiB');
        $checks->true(str_contains(Responses::body($address, [], 0, null, $address), 'OrderedCollectionPage'), 'later page');
    }

    public static function testResponsesThatNobodyNeedBelieve(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $read = static fn (array $entry, ?callable $known = null): int => count(
            ResponsesReader::read(Responses::body('x', [$entry], 1), self::HOST, $account, $known)->entries
        );
        $good = self::reply($account, '1');
        $checks->same(1, $read($good), 'good');
        $checks->same(1, $read(['x' => [null, 1.5, new \stdClass()]] + $good), 'what signed documents must not have');
        $checks->same(0, $read(['actor' => 'https://other.example/x'] + $good), 'actor elsewhere');
        $checks->same(0, $read(['id' => 'https://hub.example.evil/1'] + $good), 'id elsewhere');
        $checks->same(0, $read(['id' => 'http://hub.example/1'] + $good), 'not over TLS');
        $theirs = ['attributedTo' => 'https://other.example/x'] + $good['object'];
        $checks->same(0, $read(['object' => $theirs] + $good), 'object of others');
        $elsewhere = ['inReplyTo' => 'https://other.example/1'] + $good['object'];
        $checks->same(0, $read(['object' => $elsewhere] + $good), 'not about us');
        $checks->same(0, $read(['type' => 'Flag'] + $good), 'type');
        $like = ['type' => 'Like', 'object' => $account->prefix . 'o/22/2/2/2222222222222.jsonld'] + $good;
        $checks->same(1, $read($like), 'like');
        $checks->same(0, $read(['object' => 'https://other.example/1'] + $like), 'like of something else');
        $delete = ['type' => 'Delete', 'object' => self::HOST . '/item/1'] + $good;
        $checks->same(0, $read($delete, static fn (): bool => false), 'delete of something unknown');
        $checks->same(1, $read($delete), 'delete, to be matched by the caller');
        $checks->same(1, $read($delete, static fn (string $id): bool => $id === self::HOST . '/item/1'), 'delete');
        $foreign = ['object' => 'https://other.example/item/1'] + $delete;
        $checks->same(0, $read($foreign, static fn (): bool => true), 'delete of what another host said');
    }

    public static function testResponsesWithProofs(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $friend = new TreeBuilder(3);
        $follow = $friend->activity('Follow', $account->actorId);
        $read = static function (array $entries) use ($account): array {
            $body = (string) json_encode(['type' => 'OrderedCollection', 'orderedItems' => $entries], Jcs::FLAGS);
            return array_column(ResponsesReader::read($body, self::HOST, $account)->entries, 'isProven', 'id');
        };
        $checks->same([$follow['id'] => true], $read([$follow]), 'follow');
        $checks->same([], $read([['published' => '2020-01-01T00:00:00Z'] + $follow]), 'changed');
        $own = (new TreeBuilder())->activity('Follow', $account->actorId);
        $checks->same([], $read([$own]), 'the account’s own');
        $bodies = ['', 'x', '[]', '{}', '{"type":"OrderedCollection","orderedItems":7}', str_repeat('[', 100000)];
        foreach ($bodies as $broken) {
            $refused = DocumentVectors::refusal(static fn () => ResponsesReader::read($broken, self::HOST, $account));
            $checks->true($refused instanceof Refused, 'no collection');
        }
    }
}
