<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Reader\Tests\Checks;
use Pollen\Server\ByteRange;

final class ByteRangeTests
{
    public static function testParts(Checks $checks): void
    {
        $cases = [
            'bytes=0-1' => ['01', '0-1'],
            'bytes=0-' => ['0123456789', '0-9'],
            'bytes=7-' => ['789', '7-9'],
            'bytes=7-99' => ['789', '7-9'],
            'bytes=-3' => ['789', '7-9'],
            'bytes=-99' => ['0123456789', '0-9'],
            ' Bytes = 9 - 9 ' => ['9', '9-9'],
        ];
        foreach ($cases as $asked => [$part, $range]) {
            [$status, $headers, $body] = ByteRange::answer($asked, ['Content-Type' => 'video/webm'], '0123456789');
            $checks->same([206, $part, 'bytes ' . $range . '/10', (string) strlen($part), 'video/webm'], [
                $status, $body, $headers['Content-Range'], $headers['Content-Length'], $headers['Content-Type'],
            ], $asked);
        }
    }

    public static function testTheWhole(Checks $checks): void
    {
        foreach ([null, '', 'bytes', 'bytes=-', 'bytes=3-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=x-1', 'bytes=0-' . str_repeat('9', 99)] as $asked) {
            [$status, $headers, $body] = ByteRange::answer($asked, [], '0123456789');
            $checks->same([200, '0123456789', 'bytes', '10'], [$status, $body, $headers['Accept-Ranges'], $headers['Content-Length']], (string) $asked);
        }
    }

    public static function testBehindTheEnd(Checks $checks): void
    {
        foreach (['bytes=10-', 'bytes=10-11', 'bytes=-0'] as $asked) {
            [$status, $headers, $body] = ByteRange::answer($asked, ['ETag' => '"x"'], '0123456789');
            $checks->same([416, '', 'bytes */10'], [$status, $body, $headers['Content-Range']], $asked);
        }
    }
}
