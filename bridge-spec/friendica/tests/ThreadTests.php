<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Pollen\Friendica\LocalId;
use Pollen\Reader\Media;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class ThreadTests
{
    private const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

    public static function testParentsAreFetchedUnderTheirOwnersKey(Checks $checks): void
    {
        $lab = new Lab();
        $other = new TreeBuilder(2);
        $root = $other->post('<p>root</p>');
        $lab->publish($other);
        $tree = new TreeBuilder(1);
        $tree->post('<p>answer</p>', ['inReplyTo' => $root['id']]);
        $tree->append($tree->activity('Announce', $root['id']));
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $checks->true(DBA::exists('post', ['uri' => LocalId::of($root['id']), 'uid' => 0]), 'the root is here');
        $answer = DBA::selectFirst('post', [], ['body' => '<p>answer</p>', 'uid' => 5]);
        $checks->same(LocalId::of($root['id']), $answer['thr-parent'] ?? null, 'below it');
        $checks->same(1, count(Lab::timeline(5, ['verb' => 'Announce'])), 'boosted');
        $checks->same([], Lab::warnings(), 'no warnings');
        $lab->end();
    }

    public static function testForgedParentsAreNot(Checks $checks): void
    {
        $lab = new Lab();
        $other = new TreeBuilder(2);
        $root = $other->post('<p>root</p>');
        $lab->publish($other);
        $path = $other->account->folder . substr($root['id'], strlen($other->account->prefix) - 1);
        $other->files[$path] = str_replace('root', 'fool', $other->files[$path]);
        $tree = new TreeBuilder(1);
        $tree->post('<p>answer</p>', ['inReplyTo' => $root['id']]);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $checks->true(!DBA::exists('post', ['uri' => LocalId::of($root['id'])]), 'a changed copy is not taken');
        $lab->end();
    }

    public static function testEndlessChains(Checks $checks): void
    {
        $lab = new Lab();
        $other = new TreeBuilder(2);
        $above = null;
        for ($post = 0; $post < 40; $post++) {
            $note = $other->post('<p>' . $post . '</p>', $above === null ? [] : ['inReplyTo' => $above]);
            $above = $note['id'];
        }
        $lab->publish($other);
        $tree = new TreeBuilder(1);
        $tree->post('<p>answer</p>', ['inReplyTo' => $above]);
        $tree->post('<p>web</p>', ['inReplyTo' => 'https://1.1.1.1/1']);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->web->asked();
        $lab->poll($tree);
        $objects = array_filter($lab->web->asked(), static fn (array $one): bool => str_contains($one['path'], '/o/'));
        $checks->true(count($objects) <= 16, 'bounded: ' . count($objects));
        $checks->true(in_array(['fetchByLink' => 'https://1.1.1.1/1'], Memory::$received, true), 'others are the server\'s business');
        $lab->end();
    }

    public static function testPostsOfOtherServers(Checks $checks): void
    {
        $lab = new Lab();
        Memory::$elsewhere = ['https://1.1.1.1/1', 'https://1.1.1.1/2'];
        $tree = new TreeBuilder();
        $tree->append($tree->activity('Announce', 'https://1.1.1.1/1'));
        $tree->post('<p>answer</p>', ['inReplyTo' => 'https://1.1.1.1/2']);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $checks->same(['https://1.1.1.1/1', 'https://1.1.1.1/2'], array_column(Lab::timeline(5), 'thr-parent'), 'boosted, answered');
        $lab->end();
    }

    public static function testWhatFriendicaGets(Checks $checks): void
    {
        $lab = new Lab();
        $tree = new TreeBuilder();
        $digest = Media::digest('picture');
        $tree->post('<p>[b]x <a href="' . $tree->account->actorId . '">@alice</a></p>', [
            'summary' => '<i>mind</i>', 'sensitive' => true, 'name' => 'A < B', 'contentMap' => ['de-AT' => '<p>[b]x <a href="' . $tree->account->actorId . '">@alice</a></p>'],
            'url' => 'https://elsewhere.example/1', 'context' => 'https://elsewhere.example/thread',
            'tag' => [
                ['type' => 'Hashtag', 'name' => '#pollen'], ['type' => 'Hashtag', 'name' => '#bad [img]'],
                ['type' => 'Mention', 'href' => $tree->account->actorId, 'name' => '@alice'],
            ],
            'attachment' => [
                ['type' => 'Image', 'mediaType' => 'image/png', 'url' => $tree->account->prefix . Media::path($digest, 'image/png'), 'digestMultibase' => $digest, 'name' => '[b]alt'],
            ],
            'to' => ['https://elsewhere.example/u'], 'cc' => [self::PUBLIC],
        ]);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $note = Memory::$received[0]['object'];
        $checks->same('<p>[' . "\u{2060}" . 'b]x <a href="' . LocalId::actorOf($tree->account) . '">@alice</a></p>', $note['content'], 'content');
        $checks->same(['&lt;i&gt;mind&lt;/i&gt;', 'A &lt; B', true], [$note['summary'], $note['name'], $note['sensitive']], 'texts');
        $checks->same(['de-AT'], array_keys($note['contentMap']), 'language');
        $checks->same(['#pollen', '@alice'], array_column($note['tag'], 'name'), 'tags');
        $checks->same('https://hub.example/pollen/media/' . $digest . '.png', $note['attachment'][0]['url'], 'picture');
        $checks->same("[\u{2060}b]alt", $note['attachment'][0]['name'], 'its description');
        $checks->true(!isset($note['context']) && !str_contains($note['url'], 'elsewhere'), 'no place in others\' threads, no others\' address');
        $checks->same([['https://elsewhere.example/u'], [self::PUBLIC]], [$note['to'], $note['cc']], 'unlisted stays unlisted');
        $checks->true(!isset($note['proof'], Memory::$received[0]['proof']), 'no proof for a server that cannot check it');
        $lab->end();
    }
}
