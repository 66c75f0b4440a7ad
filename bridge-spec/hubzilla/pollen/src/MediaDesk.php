<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Consumer;
use Pollen\Reader\Media;
use Pollen\Server\ByteRange;

/**
 * GET /pollen/media/<digest>.<ext>: a picture or other file of a followed account, fetched from whoever has it and shown
 * only when its digest is the one that the signed post names (bridge-spec section 11). So readers' browsers tell no
 * stranger's server what they look at.
 */
final class MediaDesk
{
    private const NAME = '/\A(zQm[1-9A-HJ-NP-Za-km-z]{44})\.[a-z0-9]{1,8}\z/';
    private const HOSTS = 4;
    /** For one request, and for all that one visitor's question costs. Whoever waits occupies a process of the hub. */
    private const REQUEST_SECONDS = 20;
    private const SECONDS = 30;
    /** Types that a browser shows without running anything; others are downloads. */
    private const SHOWN = '~\A(?:image/(?:jpeg|png|webp|gif|avif)|video/(?:mp4|webm)|audio/(?:mpeg|mp4|ogg|wav))\z~';

    /** @param string|null $range the header `Range` */
    public static function answer(string $name, ?string $range = null): Answer
    {
        $digest = preg_match(self::NAME, $name, $parts) === 1 ? $parts[1] : '';
        $media = $digest === '' ? [] : MediaTable::find($digest, $name);
        $bytes = $media === [] ? '' : MediaFiles::read($digest);
        if ($bytes === null) {
            $turn = FetchingTurn::take();
            if ($turn === null) {
                return new Answer(503, '', ['Retry-After' => '5', 'Cache-Control' => 'no-store']);
            }
            try {
                $bytes = MediaFiles::read($digest);
                if ($bytes === null) {
                    $bytes = self::fetch($digest, $media);
                    MediaFiles::write($digest, $bytes);
                }
            } finally {
                $turn->release();
            }
        }
        if ($bytes === '') {
            return new Answer(404, '', ['Cache-Control' => 'public, max-age=60']);
        }
        $isShown = preg_match(self::SHOWN, $media[0]['type']) === 1;
        [$status, $headers, $body] = ByteRange::answer($range, [
            'Content-Type' => $isShown ? $media[0]['type'] : 'application/octet-stream',
            'Content-Disposition' => $isShown ? 'inline' : 'attachment',
            'Content-Security-Policy' => "default-src 'none'; sandbox",
            'X-Content-Type-Options' => 'nosniff',
            'Cache-Control' => 'public, max-age=29030400, immutable',
            'ETag' => '"' . $digest . '"',
        ], $bytes);
        return new Answer($status, $body, $headers);
    }

    /** @param list<array{did: string, type: string, url: string}> $media */
    private static function fetch(string $digest, array $media): string
    {
        $end = microtime(true) + self::SECONDS;
        $fetcher = Settings::fetcher(self::REQUEST_SECONDS);
        foreach ($media as $named) {
            $stored = AccountTable::find($named['did']);
            if ($stored === null) {
                continue;
            }
            $consumer = new Consumer(new DatabaseMemory($named['did']), Settings::gateways());
            $bases = array_slice($consumer->bases($stored->account, $stored->state), 0, self::HOSTS);
            $part = ['digestMultibase' => $digest, 'mediaType' => $named['type'], 'url' => $named['url']];
            foreach (Media::addresses($part, $stored->account, $bases) as $address) {
                if (microtime(true) > $end) {
                    return '';
                }
                $answer = $fetcher->get($address, Settings::mediaBytes());
                if ($answer->status === 200 && Media::matches($answer->body, $digest)) {
                    return $answer->body;
                }
            }
        }
        return '';
    }

    private function __construct()
    {
    }
}
