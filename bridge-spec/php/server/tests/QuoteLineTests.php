<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Reader\Tests\Checks;
use Pollen\Server\QuoteLine;

final class QuoteLineTests
{
    public static function testTheLineGoes(Checks $checks): void
    {
        $lines = [
            '<p>RE: ap://did:key:z6Mk/o/3n.jsonld</p>',
            "<p class=\"quote-inline\">RE: <a href=\"https://e.example/1\">https://e.example/1</a></p>\n",
            '<p>QT: did:key:z6Mk</p>',
        ];
        foreach ($lines as $line) {
            $checks->same('<p>x</p>', QuoteLine::without('<p>x</p>' . $line), 'last: ' . $line);
            $checks->same('<p>x</p>', trim(QuoteLine::without($line . '<p>x</p>')), 'first: ' . $line);
            $checks->same('<p>x</p>' . $line . '<p>y</p>', QuoteLine::without('<p>x</p>' . $line . '<p>y</p>'), 'in the middle: ' . $line);
        }
    }

    public static function testWordsStay(Checks $checks): void
    {
        $texts = ['<p>RE: you</p>', '<p>Read this: RE: https://e.example/</p>', '<p>RE: https://e.example/ is good</p>', '<div>RE: https://e.example/</div>', ''];
        foreach ($texts as $text) {
            $checks->same($text, QuoteLine::without($text), $text);
        }
        $long = str_repeat('<p>RE: <a ', 20000);
        $checks->same($long, QuoteLine::without($long), 'long');
    }
}
