<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\AccountTable;
use Pollen\Hubzilla\Hashtags;
use Pollen\Hubzilla\Pictures;
use Pollen\Hubzilla\Polls;
use Pollen\Hubzilla\Settings;
use Pollen\Hubzilla\Tables;
use Pollen\Hubzilla\Translator;
use Pollen\Reader\Address;
use Pollen\Reader\CheckedObject;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

final class TextTests
{
    public static function testOnlyWhatIsKnownGetsThrough(Checks $checks): void
    {
        Hub::begin();
        $tree = new TreeBuilder();
        $stored = AccountTable::findOrStart(Address::parse($tree->account->did));
        $document = $tree->note('<p>x</p>', [
            'source' => ['mediaType' => 'text/bbcode', 'content' => '[b]'], 'diaspora:guid' => 'x', 'quoteUrl' => 'https://e.example/',
            'commentPolicy' => 'x', 'expires' => '2020-01-01T00:00:00Z', 'directMessage' => true, 'closed' => '2020-01-01T00:00:00Z',
            'updated' => '2999-01-01T00:00:00Z', 'name' => '[b]t[/b]', 'summary' => '<i>w</i>',
            'attachment' => [['type' => 'PropertyValue', 'name' => 'zot.activitypub.rawmsg', 'value' => 'x', 'url' => 'https://e.example/'],
                ['type' => 'Image', 'url' => 'https://e.example/a.png', 'mediaType' => 'image/png', 'name' => '"q" [img]'],
                ['type' => 'Image', 'url' => 'http://e.example/b.png'], 'nonsense'],
            'tag' => [['type' => 'Hashtag', 'name' => '#bees'], ['type' => 'Hashtag', 'name' => '#a b'], ['type' => 'Mention', 'name' => '@bob', 'href' => 'https://e.example/bob'], 7],
        ]);
        $note = (new Translator($stored, 1800000000))->note(new CheckedObject($document['id'], 'Article', '', $document));
        $known = ['id', 'type', 'attributedTo', 'published', 'content', 'to', 'tag', 'attachment', 'url', 'updated', 'name', 'summary'];
        $checks->same([], array_values(array_diff(array_keys($note), $known)), 'members');
        $checks->same('Note', $note['type'], 'every type is a note');
        $checks->same('2027-01-15T08:00:00Z', $note['updated'], 'the future is now');
        $checks->same(1, count($note['attachment']), 'https pictures only');
        $checks->same('&quot;q&quot; [' . "\u{2060}" . 'img]', $note['attachment'][0]['name'], 'its caption');
        $checks->same(['#bees', '@bob'], array_column($note['tag'], 'name'), 'tags');
        $checks->same('&lt;i&gt;w&lt;/i&gt;', $note['summary'], 'a warning is text');
    }

    public static function testPollsAreText(Checks $checks): void
    {
        $poll = ['type' => 'Question', 'closed' => '2026-05-01T12:30:00Z', 'oneOf' => [
            ['type' => 'Note', 'name' => 'Honey [b]', 'replies' => ['type' => 'Collection', 'totalItems' => 12]],
            ['type' => 'Note', 'name' => '<b>Jam</b>'], ['type' => 'Note'], 'nonsense', ['name' => 7],
        ]];
        $checks->same(
            '<ul><li>Honey [' . "\u{2060}" . 'b] – 12</li><li>&lt;b&gt;Jam&lt;/b&gt;</li></ul><p>Poll, until 2026-05-01 12:30 UTC</p>',
            Polls::html($poll),
            'answers'
        );
        $checks->same(20, substr_count(Polls::html(['type' => 'Question', 'anyOf' => array_fill(0, 1000, ['name' => 'x'])]), '<li>'), 'not too many');
        $checks->same(['', '', ''], [Polls::html(['type' => 'Question']), Polls::html(['type' => 'Note', 'oneOf' => $poll['oneOf']]), Polls::html(['type' => 'Question', 'oneOf' => 'x'])], 'none');
    }

    public static function testHashtags(Checks $checks): void
    {
        $link = '#<a href="https://hub.example/search?tag=bees">bees</a>';
        $checks->same('<p>' . $link . ' #other</p>', Hashtags::link('<p>#bees #other</p>', ['bees']), 'those that are named');
        $checks->same('<a href="https://e.example/#bees">#bees</a> a#bees &#bees; #beesx', Hashtags::link('<a href="https://e.example/#bees">#bees</a> a#bees &#bees; #beesx', ['bees']), 'not inside');
        $checks->same('#Bees', Hashtags::link('#Bees', []), 'none');
    }

    public static function testPicturesComeAfterTheText(Checks $checks): void
    {
        $a = ['href' => 'https://h/a.png', 'type' => 'image/png', 'name' => 'A "blue" [' . "\u{2060}" . 'b]'];
        $b = ['href' => 'https://h/b.mp4', 'type' => 'video/mp4'];
        $first = '[img=https://h/a.png]A &quot;blue&quot; [' . "\u{2060}" . 'b][/img]';
        $second = '[video]https://h/b.mp4[/video]';
        $item = ['attach' => [$b, $a], 'body' => $first . "\r\n" . $second . "\r\ntext"];
        $checks->same("text\n\n" . $first . "\n" . $second, Pictures::belowText($item), 'in their order');
        $checks->same($first, Pictures::belowText(['attach' => [$a], 'body' => $first . "\r\n"]), 'without a text');
        $checks->same('text', Pictures::belowText(['body' => 'text']), 'without pictures');
        $checks->same('text ' . $second, Pictures::belowText(['attach' => [$b], 'body' => 'text ' . $second]), 'one that stands in the text');
    }

    public static function testSettings(Checks $checks): void
    {
        Hub::begin();
        foreach (['https://gateway.example', 'https://ipfs.io/ipns/{name}', 'https://{name}.ipns.dweb.link'] as $line) {
            $checks->true(Settings::isGateway($line), $line);
        }
        foreach (['gateway.example', 'https://x.example/path', 'https://{name}.x.example/{name}', 'https://x.example/{name}?a', 'javascript:{name}'] as $line) {
            $checks->true(!Settings::isGateway($line), $line);
        }
        Hub::$config['pollen'] = ['least_minutes' => -5, 'most_hours' => 'x', 'gateways' => "https://a.example junk\nhttps://a.example"];
        $checks->same([60, 86400, ['https://a.example']], [Settings::leastSeconds(), Settings::mostSeconds(), Settings::gateways()], 'bounded');
    }

    public static function testTablesForBothDatabases(Checks $checks): void
    {
        foreach ([true, false] as $isPostgres) {
            $sql = implode("\n", Tables::sql($isPostgres));
            $checks->same(5, substr_count($sql, 'CREATE TABLE IF NOT EXISTS'), 'tables');
            $checks->same($isPostgres, !str_contains($sql, 'ascii_bin'), 'ids are compared by case');
            $checks->true(!str_contains($sql, '{'), 'all types are known');
        }
    }
}
