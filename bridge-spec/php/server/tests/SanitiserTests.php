<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Server\Sanitiser;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class SanitiserTests
{
    private const JOINER = "\u{2060}";

    private static function html(string $html): string
    {
        return (new Sanitiser(static fn (string $id): ?string => 'https://page.example/?' . $id))->html($html);
    }

    public static function testKeepsWhatPostsMayHave(Checks $checks): void
    {
        $html = '<p>Hi <strong>b</strong> <em>i</em><br>x</p><ul><li>1</li></ul><blockquote>q</blockquote>'
            . '<pre><code>c</code></pre><h2>t</h2><a href="https://example.com/?a=1&amp;b=2">l</a> ünï 日本 👩‍🚀';
        $checks->same($html, self::html($html), 'unchanged');
    }

    public static function testWhoIsMentioned(Checks $checks): void
    {
        $account = TreeBuilder::grown(1)->account;
        $shown = '<a href="https://page.example/?' . $account->actorId . '">@a</a>';
        foreach (['ipns://' . $account->ipnsName, 'ipns://' . $account->ipnsName . '/?via=https%3A%2F%2Fg.example', $account->did] as $address) {
            $checks->same($shown, self::html('<a href="' . $address . '" class="u-url mention">@a</a>'), $address);
        }
        foreach (['ipns://k51nobody', 'ipns://' . $account->ipnsName . '/picture.png', 'did:key:z6Mk', 'ipns://'] as $other) {
            $checks->same('@a', self::html('<a href="' . $other . '">@a</a>'), $other);
        }
    }

    public static function testDropsWhatRuns(Checks $checks): void
    {
        $cases = [
            '<script>alert(1)</script>x' => 'x',
            '<p onclick="a()" style="x" class="y" id="z">x</p>' => '<p>x</p>',
            '<img src=x onerror=alert(1)>x' => 'x',
            '<iframe src="https://e.example"></iframe>x' => 'x',
            '<svg onload=alert(1)><p>x</p></svg>y' => 'y',
            '<style>p{}</style>x' => 'x',
            '<form action="https://e.example"><input><b>x</b></form>' => '<b>x</b>',
            '<a href="javascript:alert(1)">x</a>' => 'x',
            '<a href=" data:text/html,x">x</a>' => 'x',
            '<a href="//e.example">x</a>' => 'x',
            '<!-- c --><?php x ?>x' => 'x',
            '<template><b>x</b></template>y' => 'y',
            '<details><summary>x</summary></details>' => 'x',
            '&lt;script&gt;x' => '&lt;script&gt;x',
            '<p>unclosed <b>x' => '<p>unclosed <b>x</b></p>',
            '</body></html><script>x</script>y' => 'y',
            "a\0b\u{202e}c\u{7}" => 'abc',
        ];
        foreach ($cases as $html => $expected) {
            $checks->same($expected, self::html((string) $html), (string) $html);
        }
    }

    public static function testNoBracketBecomesATag(Checks $checks): void
    {
        $cases = [
            '[img]x[/img]', '[url=https://e.example]x[/url]', '[[b]]x', '[*]x', '[share author=\'x\']', '[!--x--]',
            '<b>[</b>img]x', '&#91;img]x', '[<i></i>code]', '[ü]',
        ];
        foreach ($cases as $html) {
            $text = html_entity_decode(strip_tags(self::html($html)), ENT_QUOTES | ENT_HTML5);
            $checks->same(0, preg_match('~\[[/*!a-zü]~iu', $text), $html);
            $checks->true(str_contains($text, '[' . self::JOINER), $html . ' stays readable');
        }
        $checks->same('a [1] [ 2] b', self::html('a [1] [ 2] b'), 'others stay');
        $checks->same('[' . self::JOINER . 'b]x', Sanitiser::plain("[b]x"), 'in captions, too');
        $checks->same('<a href="https://e.example/%5Bimg%5D">x</a>', self::html('<a href="https://e.example/[img]">x</a>'), 'in links, too');
    }

    public static function testLinksToPollenThings(Checks $checks): void
    {
        $id = (new TreeBuilder())->account->actorId;
        $checks->same('<a href="https://page.example/?' . $id . '">@x</a>', self::html('<a href="' . $id . '">@x</a>'), 'where the server says');
        $checks->same('@x', (new Sanitiser())->html('<a href="' . $id . '">@x</a>'), 'nowhere');
        $checks->same('x', self::html('<a href="ipns://evil/">x</a>'), 'no other ipns');
    }

    public static function testPlainText(Checks $checks): void
    {
        $checks->same('&lt;b&gt; &amp; &quot;x&quot;', Sanitiser::text('<b> & "x"'), 'shows as it is');
        $checks->same('a b', Sanitiser::plain(" a\n\tb "), 'one line');
        $checks->same(10, mb_strlen(Sanitiser::plain(str_repeat('ü', 50), 10)), 'bounded');
        $checks->true(mb_check_encoding(self::html("a\xff<b>\xc3</b>"), 'UTF-8'), 'bad UTF-8');
    }

    public static function testDeepAndLong(Checks $checks): void
    {
        $deep = str_repeat('<blockquote>', 5000) . 'x' . str_repeat('</blockquote>', 5000);
        $checks->true(substr_count(self::html($deep), '<blockquote>') <= 100, 'depth is bounded');
        $started = microtime(true);
        self::html(str_repeat('<b>[x] ', 30000));
        $checks->true(microtime(true) - $started < 5, 'a long one is done in time');
    }
}
