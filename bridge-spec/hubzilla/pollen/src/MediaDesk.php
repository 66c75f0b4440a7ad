<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Consumer;
use Pollen\Reader\Media;

/**
 * GET /pollen/media/<digest>.<ext>: a picture or other file of a followed account, fetched from whoever has it and shown
 * only when its digest is the one that the signed post names (bridge-spec section 11). So readers' browsers tell no
 * stranger's server what they look at.
 */
final class MediaDesk
{
    private const NAME = '/\A(zQm[1-9A-HJ-NP-Za-km-z]{44})\.[a-z0-9]{1,8}\z/';
    private const HOSTS = 4;
    /** Types that a browser shows without running anything; others are downloads. */
    private const SHOWN = '~\A(?:image/(?:jpeg|png|webp|gif|avif)|video/(?:mp4|webm)|audio/(?:mpeg|mp4|ogg|wav))\z~';

    public static function answer(string $name): Answer
    {
        $media = preg_match(self::NAME, $name, $parts) === 1 ? MediaTable::find($parts[1]) : null;
        $bytes = $media === null ? '' : self::bytes($parts[1], $media);
        if ($media === null || $bytes === '') {
            return new Answer(404, '', ['Cache-Control' => 'public, max-age=60']);
        }
        $isShown = preg_match(self::SHOWN, $media['type']) === 1;
        return new Answer(200, $bytes, [
            'Content-Type' => $isShown ? $media['type'] : 'application/octet-stream',
            'Content-Length' => (string) strlen($bytes),
            'Content-Disposition' => $isShown ? 'inline' : 'attachment',
            'Content-Security-Policy' => "default-src 'none'; sandbox",
            'X-Content-Type-Options' => 'nosniff',
            'Cache-Control' => 'public, max-age=29030400, immutable',
            'ETag' => '"' . $parts[1] . '"',
        ]);
    }

    /** @param array{did: string, type: string, url: string} $media */
    private static function bytes(string $digest, array $media): string
    {
        $kept = MediaFiles::read($digest);
        if ($kept !== null) {
            return $kept;
        }
        $bytes = self::fetch($digest, $media);
        MediaFiles::write($digest, $bytes);
        return $bytes;
    }

    /** @param array{did: string, type: string, url: string} $media */
    private static function fetch(string $digest, array $media): string
    {
        $stored = AccountTable::find($media['did']);
        if ($stored === null) {
            return '';
        }
        $consumer = new Consumer(new DatabaseMemory($media['did']), Settings::gateways());
        $bases = array_slice($consumer->bases($stored->account, $stored->state), 0, self::HOSTS);
        $part = ['digestMultibase' => $digest, 'mediaType' => $media['type'], 'url' => $media['url']];
        $fetcher = Settings::fetcher();
        foreach (Media::addresses($part, $stored->account, $bases) as $address) {
            $answer = $fetcher->get($address, Settings::mediaBytes());
            if ($answer->status === 200 && Media::matches($answer->body, $digest)) {
                return $answer->body;
            }
        }
        return '';
    }

    private function __construct()
    {
    }
}
