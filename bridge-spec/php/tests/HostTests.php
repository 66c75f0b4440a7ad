<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\Consumer;
use Pollen\Reader\Outcome;
use Pollen\Reader\Response;

/**
 * What hosts can do to a reader, by mistake or on purpose.
 */
final class HostTests
{
    public static function testOlderStateOfAHostIsPassedBy(Checks $checks): void
    {
        $tree = TreeBuilder::grown(3);
        $old = $tree->publish();
        $reading = Reading::of($tree);
        $tree->post('<p>4</p>');
        $reading->replace($tree->publish());
        $reading->readAll();
        $reading->replace($old);
        $before = $reading->state->toJson();
        $outcome = $reading->read('poll');
        $checks->same(Outcome::STALE, $outcome->status, 'stale');
        $checks->same([], $outcome->changes, 'no changes');
        $checks->same(1, $outcome->state->failures, 'counts as a failure');
        $reading->state->failures = 0;
        $checks->same($before, $reading->state->toJson(), 'nothing else is remembered');
        $tree->post('<p>5</p>');
        $reading->fetcher->hosts['https://second.example'] = $tree->publish();
        $consumer = new Consumer($reading->memory, [Reading::BASE, 'https://second.example']);
        $outcome = Consumer::run($consumer->poll($reading->state, TreeBuilder::START_SECONDS), $reading->fetcher);
        $checks->same(['<p>5</p>'], Reading::contents($outcome), 'the other host has it');
        $checks->same('https://second.example', $outcome->state->base, 'and is asked first from now on');
    }

    public static function testChangedByteIsRefusedAndAnotherHostAsked(Checks $checks): void
    {
        $tree = TreeBuilder::grown(4);
        $reading = Reading::of($tree);
        $path = $tree->account->folder . '/outbox/0000/000000.jsonld';
        $reading->change([$path => str_replace('<p>3</p>', '<p>7</p>', $tree->files[$path])]);
        $outcome = $reading->read('poll');
        $checks->same([], $outcome->changes, 'nothing accepted');
        $checks->same(['3.4'], array_map(static fn ($refused) => $refused->clause, $outcome->refusals), 'clause');
        $reading->fetcher->hosts['https://second.example'] = $tree->files;
        $consumer = new Consumer($reading->memory, [Reading::BASE, 'https://second.example']);
        $outcome = Consumer::run($consumer->poll($reading->state, TreeBuilder::START_SECONDS), $reading->fetcher);
        $checks->same(4, count($outcome->changes), 'from the other host');
    }

    public static function testAHostThatIsNeverRenewedDoesNotHideWhatIsNew(Checks $checks): void
    {
        $tree = TreeBuilder::grown(3);
        $second = 'https://second.example';
        $reading = Reading::of($tree);
        $consumer = new Consumer($reading->memory, [Reading::BASE, $second]);
        $poll = static function (bool $isDoubtful) use ($consumer, $reading): Outcome {
            $reading->fetcher->requests = [];
            $outcome = Consumer::run($consumer->poll($reading->state, TreeBuilder::START_SECONDS, $isDoubtful), $reading->fetcher);
            $reading->memory->store($outcome->changes);
            $reading->state = $outcome->state;
            return $outcome;
        };
        $poll(false);
        $tree->post('<p>4</p>');
        $reading->fetcher->hosts[$second] = $tree->publish();
        $checks->same([Outcome::UNCHANGED, 1], [$poll(false)->status, count($reading->fetcher->requests)], 'one request, as always');
        $outcome = $poll(true);
        $checks->same([Outcome::NEWS, ['<p>4</p>']], [$outcome->status, Reading::contents($outcome)], 'another host has it');
        $checks->same($second, $reading->state->base, 'which is asked from now on');
        $checks->same([Outcome::UNCHANGED, $second], [$poll(true)->status, $reading->state->base], 'the 304 of the old one would be about what was before');
        $checks->same([false], array_map(static fn ($request) => $request->isConditional(), array_values(array_filter(
            $reading->fetcher->requests,
            static fn ($request) => str_starts_with($request->url, Reading::BASE)
        ))), 'so it is asked without condition');
        $tree->post('<p>5</p>');
        $reading->replace($tree->publish());
        $tree->post('<p>6</p>');
        $reading->fetcher->hosts[$second] = $tree->publish();
        $reading->state->base = Reading::BASE;
        $outcome = $poll(true);
        $checks->same([['<p>5</p>', '<p>6</p>'], $second], [Reading::contents($outcome), $reading->state->base], 'the newest of several');
        $reading->replace($tree->files);
        unset($reading->fetcher->hosts[$second]);
        $checks->same([Outcome::UNCHANGED, Reading::BASE], [$poll(false)->status, $reading->state->base], 'the same elsewhere');
        $poll(false);
        $checks->same([true], [$reading->fetcher->requests[0]->isConditional()], 'is asked with a condition the next time');
    }

    public static function testNotModifiedWithoutAQuestionIsNoAnswer(Checks $checks): void
    {
        $tree = TreeBuilder::grown(2);
        $reading = Reading::of($tree);
        $url = Reading::BASE . $tree->account->folder . '/outbox.jsonld';
        $reading->fetcher->answers[$url] = new Response(304);
        $checks->same(Outcome::UNREACHABLE, $reading->read('poll')->status, 'first poll');
        $reading->fetcher->answers = [];
        $reading->readAll();
        $page = Reading::BASE . $tree->account->folder . '/outbox/0000/000000.jsonld';
        $tree->post('<p>3</p>');
        $reading->replace($tree->publish());
        unset($reading->state->validators[$page]);
        $reading->fetcher->answers[$page] = new Response(304);
        $reading->read('poll');
        $checks->same([0], $reading->told('holes', null), 'page becomes a hole');
        $reading->fetcher->answers = [];
        $checks->same(['<p>3</p>'], Reading::contents($reading->read('poll')), 'read later');
    }

    public static function testStaleNewestPageIsNotTakenForTheNewState(Checks $checks): void
    {
        $tree = TreeBuilder::grown(3);
        $reading = Reading::of($tree);
        $reading->readAll();
        $path = $tree->account->folder . '/outbox/0000/000000.jsonld';
        $old = $tree->files[$path];
        $tree->post('<p>4</p>');
        $reading->replace($tree->publish());
        $reading->change([$path => $old]);
        $outcome = $reading->read('poll');
        $checks->same(Outcome::EARLY, $outcome->status, 'early');
        $checks->same([], $outcome->changes, 'nothing yet');
        $reading->change([$path => $tree->files[$path]]);
        $checks->same(['<p>4</p>'], Reading::contents($reading->read('poll')), 'later');
    }

    public static function testReplayOfAnIntermediatePageHidesNothing(Checks $checks): void
    {
        $tree = TreeBuilder::grown(5, 4);
        $reading = Reading::of($tree);
        $reading->readAll();
        $tree->post('<p>6</p>');
        $middle = $tree->publish()[$tree->account->folder . '/outbox/0000/000001.jsonld'];
        foreach ([7, 8, 9] as $post) {
            $tree->post("<p>$post</p>");
        }
        $reading->replace($tree->publish());
        $reading->change([$tree->account->folder . '/outbox/0000/000001.jsonld' => $middle]);
        $outcome = $reading->read('poll');
        $checks->same(['<p>6</p>', '<p>9</p>'], Reading::contents($outcome), 'what is there counts');
        $checks->same([1], $reading->told('holes', null), 'the old copy is a hole');
        $reading->replace($tree->files);
        $checks->same(['<p>7</p>', '<p>8</p>'], Reading::contents($reading->read('poll')), 'the rest comes');
    }

    public static function testAnotherAccountsTreeIsRefused(Checks $checks): void
    {
        $tree = TreeBuilder::grown(3);
        $other = new TreeBuilder(2);
        $other->post('<p>forged</p>');
        $reading = new Reading($tree->account->did);
        $moved = [];
        foreach ($other->publish() as $path => $text) {
            $moved[str_replace($other->account->did, $tree->account->did, $path)] = $text;
        }
        $reading->replace($moved);
        $outcome = $reading->read('poll');
        $checks->same([], $outcome->changes, 'as it is');
        $checks->same('wrong-owner', $outcome->refusals[0]->reason, 'reason');
        $rewritten = array_map(
            static fn (string $text): string => str_replace($other->account->did, $tree->account->did, $text),
            $moved
        );
        $reading->replace($rewritten);
        $checks->same([], $reading->read('poll')->changes, 'with our names written over');
    }

    public static function testMistreatedTreesNeitherLieNorBreakAnything(Checks $checks): void
    {
        $tree = TreeBuilder::grown(3, 2);
        $tree->append($tree->activity('Like', 'https://social.example/1'));
        $files = $tree->publish();
        $honest = Reading::of($tree);
        $honest->readAll();
        $posts = $honest->told('objects', null);
        $paths = array_keys($files);
        mt_srand(11);
        for ($round = 0; $round < 400; $round++) {
            $mistreated = $files;
            $path = $paths[mt_rand(0, count($paths) - 1)];
            $text = $files[$path];
            $place = mt_rand(0, strlen($text) - 1);
            $mistreated[$path] = [
                static fn (): string => substr_replace($text, chr(mt_rand(0, 255)), $place, 1),
                static fn (): string => substr($text, 0, $place),
                static fn (): string => substr_replace($text, substr($text, 0, mt_rand(1, 200)), $place, 0),
                static fn (): string => substr_replace($text, '', $place, mt_rand(1, 50)),
                static fn (): string => substr_replace($text, '"a":[],', 1, 0),
                static fn (): string => (string) preg_replace('/:"[^"]*"/', ':' . ['null', '{}', '1e9', '[[]]'][$place % 4], $text, 1),
                static fn (): string => $files[$paths[mt_rand(0, count($paths) - 1)]],
                static fn (): string => random_bytes(mt_rand(0, 300)),
            ][mt_rand(0, 7)]();
            $reading = new Reading($tree->account->did);
            $reading->replace($mistreated);
            $reading->readAll();
            $reading->readAll();
            $strange = array_diff_assoc($reading->told('objects', null), $posts);
            $foreign = array_diff($reading->delivered, $honest->delivered);
            $checks->same([[], []], [$strange, $foreign], 'round ' . $round);
            $reading->replace($files);
            $reading->read('poll');
            $checks->same($posts, $reading->told('objects', null), 'round ' . $round . ', healed');
        }
    }

    public static function testHostileOutboxesCostLittle(Checks $checks): void
    {
        $tree = TreeBuilder::grown(2);
        $tree->publish();
        $tree->put($tree->outbox(['first' => $tree->account->pageId(999999), 'totalItems' => 9007199254740991]));
        $reading = new Reading($tree->account->did);
        $reading->replace($tree->files);
        $reading->read('poll');
        $checks->true(count($reading->fetcher->requests) <= 6, 'requests for pages that are not there');
        $page = $tree->files[$tree->account->folder . '/outbox/0000/000000.jsonld'];
        for ($number = 0; $number < 500; $number++) {
            $tree->files[$tree->account->folder . '/' . Account::pagePath(999999 - $number)] = $page;
        }
        $reading->replace($tree->files);
        for ($poll = 0; $poll < 5; $poll++) {
            $reading->fetcher->requests = [];
            $reading->read('poll');
            $checks->true(count($reading->fetcher->requests) <= 120, 'requests for wrong pages');
        }
        $checks->true(count($reading->state->holes) <= 100, 'holes are bounded');
        $checks->true(strlen($reading->state->toJson()) < 20000, 'state is bounded');
    }
}
