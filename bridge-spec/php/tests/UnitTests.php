<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\AccountState;
use Pollen\Reader\ActivityCheck;
use Pollen\Reader\Address;
use Pollen\Reader\BaseX;
use Pollen\Reader\Jcs;
use Pollen\Reader\Media;
use Pollen\Reader\Multibase;
use Pollen\Reader\PortableId;
use Pollen\Reader\Proof;
use Pollen\Reader\SignedJson;
use Pollen\Reader\Timestamp;
use Pollen\Reader\WebFinger;

/**
 * Names, bytes and states, beyond the vectors.
 */
final class UnitTests
{
    private const HOST = 'https://hub.example';

    public static function testEveryFileParsesWithPhp81(Checks $checks): void
    {
        foreach (['', '/src', '/tests'] as $folder) {
            foreach (glob(dirname(__DIR__) . $folder . '/*.php') ?: [] as $path) {
                $code = (string) file_get_contents($path);
                $tokens = token_get_all($code, TOKEN_PARSE);
                $checks->true(count($tokens) > 10, basename($path));
                // Syntax of PHP 8.2 and later that a parser of this version would let pass.
                $later = '/\breadonly (?:final )?class\b|\bfunction\b[^{;]*\)\s*:\s*(?:true|false|null)\s*[{;]'
                    . '|\btrait\b|\(\w+&\w+\)\||^\s*(?:\w+ )*const (?:int|string|array|bool) /m';
                $checks->same(0, preg_match($later, $code), basename($path) . ' is PHP 8.1');
                $extensions = '/\b(?:gmp_|bc(?:add|mul|mod|pow|div)\(|ctype_|iconv|curl_|simplexml)/';
                $needs = $folder === '/src' ? preg_match($extensions, $code) : 0;
                $checks->same(0, $needs, basename($path) . ' extensions');
            }
        }
    }

    public static function testBasesThereAndBack(Checks $checks): void
    {
        mt_srand(1);
        foreach ([Multibase::base58(), Multibase::base36(), new BaseX('0123456789')] as $base) {
            for ($length = 0; $length < 120; $length++) {
                $bytes = str_repeat("\0", mt_rand(0, 3)) . ($length === 0 ? '' : random_bytes($length));
                $checks->same(bin2hex($bytes), bin2hex((string) $base->decode($base->encode($bytes))), "$length bytes");
            }
        }
        $decimal = new BaseX('0123456789');
        $checks->same('18446744073709551616', $decimal->encode("\1\0\0\0\0\0\0\0\0"), 'two to the power of 64');
        $checks->same(null, Multibase::base58()->decode('0OIl'), 'letters that are not in the alphabet');
    }

    public static function testCanonicalBytesOfRandomValues(Checks $checks): void
    {
        mt_srand(2);
        for ($round = 0; $round < 300; $round++) {
            $document = ['x' => self::randomValue(4)];
            $bytes = Jcs::encode($document);
            $checks->same($bytes, SignedJson::encode(SignedJson::parse($bytes)), 'there and back');
            $changed = substr_replace($bytes, ' ', mt_rand(1, strlen($bytes) - 1), 0);
            $isInText = json_decode($changed) !== null && Jcs::encode(json_decode($changed)) === $changed;
            $refused = DocumentVectors::refusal(static fn () => SignedJson::parse($changed));
            $checks->same(!$isInText, $refused !== null, 'a blank more');
        }
    }

    public static function testNamesThatPhpHasTroubleWith(Checks $checks): void
    {
        foreach (['{"\\u0000x":1}', '{"":1}', '{"-5":1,"01":2}', '{"-5":{"a":1}}', '{"99999999999999999999x":1}'] as $bytes) {
            $checks->same($bytes, SignedJson::encode(SignedJson::parse($bytes)), $bytes);
        }
        foreach (['{"99999999999999999999":1}', '{"7":1}', '{"0":1}', '{"a":{"0":1,"1":2}}', '{"a":{}}'] as $bytes) {
            $checks->true(DocumentVectors::refusal(static fn () => SignedJson::parse($bytes)) !== null, $bytes);
        }
    }

    private static function randomValue(int $depth): mixed
    {
        $names = ['a', 'b', '', '-5', '01', '1e3', '__proto__', 'é', '€', '😂', "\u{fb33}", 'A', '~'];
        switch (mt_rand(0, $depth > 0 ? 5 : 2)) {
            case 0:
                return mt_rand(-100000, 100000);
            case 1:
                return mt_rand(0, 1) === 1;
            case 2:
                $codes = [0, 9, 31, 34, 47, 92, 127, 0x2028, 0xe9, 0xffff, 0x1f600];
                $text = '';
                for ($length = mt_rand(0, 5); $length > 0; $length--) {
                    $text .= mb_chr($codes[mt_rand(0, 10)]);
                }
                return $text;
            case 3:
                return array_map(static fn (): mixed => self::randomValue($depth - 1), array_fill(0, mt_rand(0, 4), 0));
        }
        $object = [];
        for ($count = mt_rand(1, 5); $count > 0; $count--) {
            $object[$names[mt_rand(0, count($names) - 1)]] = self::randomValue($depth - 1);
        }
        return $object;
    }

    public static function testBombsAreRefusedAtOnce(Checks $checks): void
    {
        $bombs = [
            str_repeat('[', 1000000),
            '{"a":' . str_repeat('[', 500000) . str_repeat(']', 500000) . '}',
            '{"a":' . str_repeat('{"a":', 100000) . '1' . str_repeat('}', 100001),
            '{"a":[' . str_repeat('1,', 200000) . '1]}',
            '{"a":' . str_repeat('9', 1000000) . '}',
            '{"a":1e400}',
            '{"a":-1e-400}',
            '{"' . str_repeat('a', 1048571) . '":1}',
            str_repeat(' ', 1048577),
            "\xff\xfe{\"a\":1}",
        ];
        foreach ($bombs as $number => $bomb) {
            $start = hrtime(true);
            $refused = DocumentVectors::refusal(static fn () => SignedJson::parse($bomb));
            $checks->true($refused !== null, 'bomb ' . $number);
            $checks->true(hrtime(true) - $start < 2e9, 'bomb ' . $number . ' in time');
        }
    }

    public static function testEveryRefusalNamesItsClause(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $like = $tree->activity('Like', 'https://social.example/1');
        $changes = [
            ['type' => 'Flag'], ['type' => 7], ['id' => 'x'], ['actor' => null], ['to' => 'x'], ['cc' => [[]]],
            ['object' => ''], ['object' => []], ['published' => 'now'], ['proof' => []], ['@context' => []],
        ];
        foreach ($changes as $change) {
            $document = $change + $like;
            $refused = DocumentVectors::refusal(static fn () => ActivityCheck::check($document, $tree->account));
            $checks->true($refused !== null && preg_match('/\A\d+(?:\.\d+)?\z/', $refused->clause) === 1, (string) key($change));
        }
    }

    public static function testForeignIds(Checks $checks): void
    {
        $good = ['https://social.example/notes/1', 'http://social.example', 'https://social.example:8443/?a=b#c', 'https://bücher.example/é'];
        $bad = [
            '', 'x', 'ftp://social.example/', 'https://', 'https://me@social.example/', 'https://me:pw@social.example/',
            'https://social.example/ x', "https://social.example/\n", 'https://social.example\\x', 'javascript:alert(1)',
            'https://x.example/.well-known/apgateway/did:key:x', 'ap://did:key:x/y', 'https://x.example/' . str_repeat('x', 2048),
        ];
        foreach ($good as $id) {
            $checks->same(true, PortableId::isAnyId($id), $id);
        }
        foreach ($bad as $id) {
            $checks->same(false, PortableId::isAnyId($id), $id);
        }
    }

    public static function testWhereAPageIsTheAccountIs(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $places = ['/@' . $account->ipnsName . '/', '/@' . $account->ipnsName . '/2026/01/x.html', '/ipns/' . $account->ipnsName, $account->folder];
        foreach ($places as $place) {
            $address = Address::parse('https://gw.example' . $place);
            $checks->same([$account->did, ['https://gw.example']], [$address?->account->did, $address?->via], $place);
        }
        foreach (['/#/@', '/app/@', '/?x=/@'] as $place) {
            $checks->same([], Address::parse('https://app.example' . $place . $account->ipnsName)?->via, $place);
        }
    }

    public static function testDurations(Checks $checks): void
    {
        $seconds = ['PT15M' => 900, 'P1D' => 86400, 'PT1H30M' => 5400, 'P1DT1S' => 86401, 'P' => null, 'PT' => null, 'P1M' => null, 'P1DT' => null];
        foreach ($seconds as $text => $expected) {
            $checks->same($expected, Timestamp::durationSeconds($text), $text);
        }
    }

    public static function testMediaAddresses(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $digest = Media::digest('x');
        $path = '/' . Media::path($digest, 'image/png');
        $part = ['url' => 'ap://x/y', 'mediaType' => 'image/png', 'digestMultibase' => $digest];
        $names = ['https://b.example/ipns/' . $account->ipnsName, 'https://' . $account->ipnsName . '.ipns.c.example'];
        $bases = ['https://a.example', $names[0] . '/', $names[1]];
        $expected = ['https://a.example' . $account->folder . $path, 'https://a.example' . $path, $names[0] . $path, $names[1] . $path];
        $checks->same($expected, Media::addresses($part, $account, $bases), 'below the account, and at the top');
        $own = ['url' => 'https://a.example' . $path] + $part;
        $checks->same(['https://a.example' . $path], Media::addresses($own, $account, ['https://a.example/']), 'on an own origin');
        $checks->same([], Media::addresses(['url' => 'javascript:x'] + ['digestMultibase' => 'zQm'], $account, $bases), 'nowhere');
        $checks->same(['https://c.example/1'], Media::addresses(['url' => 'https://c.example/1'], $account, $bases), 'elsewhere');
        $checks->same(false, Media::matches('y', $digest), 'other bytes');
    }

    public static function testStateSurvivesStorage(Checks $checks): void
    {
        $state = AccountState::start((new TreeBuilder())->account, ['https://a.example']);
        $state->pages = [7 => ['x', 3, 2]];
        $state->gaps = [5 => true];
        $checks->same($state->toJson(), AccountState::fromJson($state->toJson())->toJson(), 'the same');
        foreach (['', 'null', '[]', '{"did":7}', '{"did":"x","pages":7}'] as $broken) {
            try {
                AccountState::fromJson($broken);
                $checks->true(false, $broken);
            } catch (\InvalidArgumentException) {
                $checks->true(true, $broken);
            }
        }
    }

    public static function testProofsOfOthersAreBuiltTheSameWay(Checks $checks): void
    {
        $tree = new TreeBuilder();
        $note = $tree->note('<p>x</p>');
        Proof::check(SignedJson::parse(TreeBuilder::bytes($note)), $tree->account);
        $checks->same(null, Proof::messageOf((object) ['a' => 1]), 'without proof');
        $checks->same(null, Proof::messageOf((object) ['proof' => []]), 'proof is a list');
    }

    public static function testWebFinger(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $expected = 'https://example.com/.well-known/webfinger?resource=acct%3Aalice%40example.com';
        $checks->same($expected, WebFinger::url('@alice@Example.com'), 'address');
        foreach (['alice', '@alice@localhost', '@alice@127.0.0.1:80', 'a@b/c.example', '@a b@example.com'] as $text) {
            $checks->same(null, WebFinger::url($text), $text);
        }
        $self = ['rel' => 'self', 'href' => self::HOST . $account->folder . '/actor.jsonld'];
        $links = [['rel' => 'x'], $self, ['rel' => 'self', 'href' => 'ipns://' . $account->ipnsName]];
        $found = WebFinger::account((string) json_encode(['links' => $links]));
        $checks->same([$account->did, [self::HOST]], [$found?->account->did, $found?->via], 'account');
        $links[] = ['rel' => 'self', 'href' => (new TreeBuilder(2))->account->did];
        $checks->same(null, WebFinger::account((string) json_encode(['links' => $links])), 'two accounts');
        foreach (['', '[]', '{"links":7}', '{"links":[7,{"rel":"self"}]}', '{"links":[]}'] as $body) {
            $checks->same(null, WebFinger::account($body), $body);
        }
    }
}
