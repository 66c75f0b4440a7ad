<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Reader\Fetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Response;
use Pollen\Reader\Tests\Checks;
use Pollen\Server\AddressGuard;
use Pollen\Server\KnownFetcher;
use Pollen\Server\ManyFetcher;
use Pollen\Server\SafeFetcher;

final class ManyFetcherTests
{
    public static function testManyAtTheSameTime(Checks $checks): void
    {
        $servers = [new WebServer(), new WebServer(), new WebServer(), new WebServer()];
        try {
            $servers[3]->serve(['/a' => 'hello']);
            $many = new ManyFetcher(new SafeFetcher(new AddressGuard(true)), 2, 3);
            $fast = $servers[3]->origin;
            $etag = $many->fetch(['a' => new Request($fast . '/a', 100)])['a']->etag;
            $requests = [
                'slow' => new Request($servers[0]->origin . '/slow', 100),
                'slow too' => new Request($servers[1]->origin . '/slow', 100),
                'slow again' => new Request($servers[2]->origin . '/slow', 100),
                'fine' => new Request($fast . '/a', 100),
                'unchanged' => new Request($fast . '/a', 100, $etag),
                'missing' => new Request($fast . '/none', 100),
                'large' => new Request($fast . '/a', 4),
                'elsewhere' => new Request($fast . '/redirect/1/a', 100),
                'file' => new Request('file:///etc/passwd', 100),
                'unreachable' => new Request('http://127.0.0.1:1/', 100),
            ];
            $start = microtime(true);
            $answers = $many->fetch($requests);
            $seconds = microtime(true) - $start;
            $checks->same(array_keys($requests), array_keys($answers), 'an answer to each');
            $statuses = array_map(static fn (Response $response): int => $response->status, $answers);
            $checks->same([0, 0, 0, 200, 304, 404, 0], array_slice(array_values($statuses), 0, 7), 'as one by one');
            $checks->same(['hello', [0, 0]], [$answers['fine']->body, [$statuses['file'], $statuses['unreachable']]], 'bodies');
            $checks->true($statuses['elsewhere'] >= 300 && $statuses['elsewhere'] < 400, 'redirections are not followed');
            // Three that never end wait together, two seconds; one after the other it would be six.
            $checks->true($seconds < 5, $seconds . ' s');
        } finally {
            array_map(static fn (WebServer $server) => $server->stop(), $servers);
        }
    }

    public static function testNothingPrivateIsAskedAmongMany(Checks $checks): void
    {
        $server = new WebServer();
        try {
            $server->serve(['/a' => 'secret']);
            $guard = new AddressGuard(false, static fn (string $name): array => ['127.0.0.1']);
            $port = substr($server->origin, strrpos($server->origin, ':') + 1);
            $answers = (new ManyFetcher(new SafeFetcher($guard), 2))->fetch([
                'address' => new Request('https://127.0.0.1:' . $port . '/a', 100),
                'name' => new Request('https://e.example:' . $port . '/a', 100),
            ]);
            $checks->same([0, 0], [$answers['address']->status, $answers['name']->status], 'refused');
            $checks->same([], $server->asked(), 'nobody was asked');
        } finally {
            $server->stop();
        }
    }

    public static function testWhatIsKnownIsNotAskedAgain(Checks $checks): void
    {
        $asked = [];
        $real = new class ($asked) implements Fetcher {
            /** @param list<string> $asked */
            public function __construct(private array &$asked)
            {
            }

            public function fetch(Request $request): Response
            {
                $this->asked[] = $request->url;
                return new Response(200, 'asked');
            }
        };
        $request = static fn (?string $etag): Request => new Request('https://a.example/', 100, $etag);
        $known = new KnownFetcher($real, $request('"1"'), new Response(304));
        $checks->same([304, 200], [$known->fetch($request('"1"'))->status, $known->fetch($request('"1"'))->status], 'once');
        $other = new KnownFetcher($real, $request('"1"'), new Response(304));
        $checks->same(200, $other->fetch($request('"2"'))->status, 'another question');
        $moved = new KnownFetcher($real, $request(null), new Response(302));
        $checks->same(200, $moved->fetch($request(null))->status, 'redirections are followed as always');
        $checks->same(3, count($asked), 'asked');
    }
}
