<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Pollen\Friendica\LocalId;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class IdTests
{
    public static function testEveryFormHasOneStoredForm(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $path = 'o/3n/2/v/3n2vlwuhbgk22.jsonld';
        $stored = 'ipns://' . $account->ipnsName . '/.well-known/apgateway/' . $account->did . '/' . $path;
        $forms = [
            $account->prefix . $path,
            'ap+ef61://' . $account->did . '/' . $path,
            'https://gateway.example/.well-known/apgateway/' . $account->did . '/' . $path,
            'http://127.0.0.1:8300/.well-known/apgateway/' . str_replace(':', '%3A', $account->did) . '/' . $path . '?x=1',
        ];
        foreach ($forms as $form) {
            $checks->same($stored, LocalId::of($form), $form);
        }
        $checks->same($account->prefix . $path, LocalId::canonical($stored), 'and back');
        $checks->same($account->outboxId . '#3n2vlwuhbgk22', LocalId::canonical(LocalId::of($account->outboxId . '#3n2vlwuhbgk22')), 'fragments');
        $checks->same('https://example.com/1', LocalId::of('https://example.com/1'), 'others stay');
    }

    public static function testUrlFunctionsOfTheServerKeepIt(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $stored = LocalId::actorOf($account);
        $parts = parse_url($stored);
        $checks->same($account->ipnsName, $parts['host'] ?? null, 'host');
        $checks->same($stored, 'ipns://' . strtolower($parts['host'] ?? '') . ($parts['path'] ?? ''), 'a lower-cased host changes nothing');
        $checks->true(strlen(LocalId::of($account->outboxId . '#3n2vlwuhbgk22')) <= 255, 'short enough for columns of 255');
    }

    public static function testAnotherKeyInThePathIsNothing(Checks $checks): void
    {
        $one = (new TreeBuilder(1))->account;
        $two = (new TreeBuilder(2))->account;
        $mixed = 'ipns://' . $one->ipnsName . '/.well-known/apgateway/' . $two->did . '/actor.jsonld';
        $checks->same(null, LocalId::canonical($mixed), 'name and key must be one');
        $checks->same(null, LocalId::canonical('ipns://' . $one->ipnsName . '/'), 'a bare name is no id');
    }

    public static function testJsonThatLeavesIsCanonical(Checks $checks): void
    {
        $account = (new TreeBuilder())->account;
        $value = ['inReplyTo' => LocalId::of($account->prefix . 'o/3n/2/v/3n2vlwuhbgk22.jsonld'), 'n' => 'ipns://x'];
        $expected = ['inReplyTo' => $account->prefix . 'o/3n/2/v/3n2vlwuhbgk22.jsonld', 'n' => 'ipns://x'];
        foreach ([0, JSON_UNESCAPED_SLASHES] as $flags) {
            $written = LocalId::canonicalJson((string) json_encode($value, $flags));
            $checks->same($expected, json_decode($written, true), 'flags ' . $flags);
            $checks->same(json_encode($expected, $flags), $written, 'only that');
        }
    }
}
