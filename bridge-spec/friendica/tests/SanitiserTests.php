<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Pollen\Friendica\LocalId;
use Pollen\Friendica\Sanitiser;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

/** What is special to this addon; the rest is tested with the server classes. */
final class SanitiserTests
{
    public static function testLinksToPollenThingsAreStoredIds(Checks $checks): void
    {
        $id = (new TreeBuilder())->account->actorId;
        $checks->same('<a href="' . LocalId::of($id) . '">@x</a>', Sanitiser::html('<a href="' . $id . '">@x</a>'), 'actor');
        $checks->same('x', Sanitiser::html('<a href="ipns://evil/">x</a>'), 'no other ipns');
    }

    public static function testNoLinkLeadsInside(Checks $checks): void
    {
        $inside = ['http://10.0.0.1/u', 'http://localhost:631/', 'http://127.1/', 'https://printer.local/'];
        foreach ($inside as $url) {
            Sanitiser::$allowsPrivate = false;
            $checks->same('@x', Sanitiser::html('@<a href="' . $url . '">x</a>'), $url);
            Sanitiser::$allowsPrivate = true;
            $checks->true(str_contains(Sanitiser::html('@<a href="' . $url . '">x</a>'), $url), $url . ' in a laboratory');
        }
        Sanitiser::$allowsPrivate = false;
        $checks->same('<a href="https://example.com/">x</a>', Sanitiser::html('<a href="https://example.com/">x</a>'), 'others stay');
    }

    public static function testNeitherTagsNorBrackets(Checks $checks): void
    {
        $checks->same("x[\u{2060}img]y", Sanitiser::html('<script>1</script>x[img]y'), 'in posts');
        $checks->same("&lt;b&gt;[\u{2060}b]", Sanitiser::text('<b>[b]'), 'in titles');
        $checks->same("<b>[\u{2060}b]", Sanitiser::plain('<b>[b]', 10), 'in captions');
    }

    public static function testFewMentionsOfStrangers(Checks $checks): void
    {
        $link = static fn (int $number): string => '<a href="https://h' . $number . '.example/u">x' . $number . '</a>';
        $before = ['@%s', '!%s', '@ <b>%s</b>', '<p>@</p>%s'];
        foreach ($before as $form) {
            $html = implode(' ', array_map(static fn (int $number): string => sprintf($form, $link($number)), range(1, 30)));
            $sane = Sanitiser::html($html);
            $checks->same([8, 30], [substr_count($sane, '<a '), preg_match_all('/x\d/', $sane)], $form);
            $checks->same(8, substr_count($sane, '</a>'), 'well formed');
        }
        $inside = str_repeat('<a href="https://h.example/u">@<span>x</span></a> ', 30);
        $checks->same(8, substr_count(Sanitiser::html($inside), '<a '), 'inside');
        $actor = (new TreeBuilder())->account->actorId;
        foreach ([$link(1), '@<a href="' . $actor . '">x</a>', '@<a href="https://hub.example/profile/user5">x</a>'] as $html) {
            $checks->same(30, substr_count(Sanitiser::html(str_repeat($html . ' ', 30)), '<a '), 'others stay: ' . $html);
        }
    }
}
