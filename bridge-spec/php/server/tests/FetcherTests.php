<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Server\AddressGuard;
use Pollen\Server\HttpAnswer;
use Pollen\Server\SafeFetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Tests\Checks;

final class FetcherTests
{
    public static function testBoundsInALaboratory(Checks $checks): void
    {
        $server = new WebServer();
        try {
            $server->serve(['/a' => 'hello']);
            $fetcher = new SafeFetcher(new AddressGuard(true), 3);
            $first = $fetcher->fetch(new Request($server->origin . '/a', 100));
            $checks->same([200, 'hello'], [$first->status, $first->body], 'a file');
            $again = $fetcher->fetch(new Request($server->origin . '/a', 100, $first->etag));
            $checks->same([304, ''], [$again->status, $again->body], 'a conditional request');
            $checks->same(404, $fetcher->get($server->origin . '/none', 100)->status, 'missing');
            $checks->same(0, $fetcher->get($server->origin . '/a', 4)->status, 'one byte too many');
            $checks->same(200, $fetcher->get($server->origin . '/a', 5)->status, 'just enough');
            $checks->same(0, $fetcher->get($server->origin . '/endless', 1048576)->status, 'a body without end');
            $checks->same(0, $fetcher->get($server->origin . '/bomb', 1048576)->status, 'a body that grows');
            $checks->same('hello', $fetcher->get($server->origin . '/redirect/3/a', 100)->body, 'three redirections');
            $checks->same(0, $fetcher->get($server->origin . '/redirect/4/a', 100)->status, 'four');
            $checks->same(0, $fetcher->get($server->origin . '/away?to=file:///etc/passwd', 1000)->status, 'to a file');
            $server->asked();
            $checks->same(201, $fetcher->post($server->origin . '/hosts', '{"a":1}', ['X-Test' => "a\r\nb: c"])->status, 'a post');
            $checks->same('{"a":1}', $server->asked()[0]['body'] ?? null, 'its body');
            $started = microtime(true);
            $checks->same(0, (new SafeFetcher(new AddressGuard(true), 1))->get($server->origin . '/slow', 100)->status, 'slow');
            $checks->true(microtime(true) - $started < 5, 'given up in time');
        } finally {
            $server->stop();
        }
    }

    public static function testNothingPrivateIsAsked(Checks $checks): void
    {
        $server = new WebServer();
        try {
            $server->serve(['/a' => 'secret']);
            $port = substr($server->origin, strrpos($server->origin, ':') + 1);
            $guard = new AddressGuard(false, static fn (string $name): array => ['127.0.0.1']);
            $fetcher = new SafeFetcher($guard, 2);
            $urls = [
                $server->origin . '/a', 'https://127.0.0.1:' . $port . '/a', 'https://inside.example:' . $port . '/a',
                'https://localhost:' . $port . '/a', 'https://[::1]:' . $port . '/a', 'https://user:x@inside.example/a',
                'https://127.1:' . $port . '/a', 'file:///etc/passwd', 'gopher://127.0.0.1/', 'https:///a', "https://a\n.example/",
                'https://inside.example\\@outside.example/',
            ];
            foreach ($urls as $url) {
                $checks->same(0, $fetcher->get($url, 1000)->status, $url);
            }
            $checks->same([], $server->asked(), 'no request came');
        } finally {
            $server->stop();
        }
    }

    public static function testRedirections(Checks $checks): void
    {
        $cases = [
            ['https://b.example/x', 'https://b.example/x'], ['//b.example/x', 'https://b.example/x'],
            ['/y', 'https://a.example/y'], ['y?z', 'https://a.example/p/y?z'], ['', null],
        ];
        foreach ($cases as [$location, $expected]) {
            $answer = new HttpAnswer(10);
            $answer->header(curl_init(), 'Location: ' . $location . "\r\n");
            $checks->same($expected, $answer->redirection('https://a.example/p/q?r#s'), $location);
        }
    }
}
