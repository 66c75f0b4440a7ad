<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Core\System;
use Pollen\Reader\Consumer;
use Pollen\Reader\Media;

/**
 * GET /pollen/media/<digest>.<ext>: a picture or other file of a followed account, fetched from whoever has it and shown
 * only when its digest is the one that the signed post names (bridge-spec section 11). So readers' browsers tell no
 * stranger's server what they look at. Kept for a while in the server's folder for temporary files.
 */
final class MediaDesk
{
    private const NAME = '/\A(zQm[1-9A-HJ-NP-Za-km-z]{44})\.[a-z0-9]{1,8}\z/';
    private const KEEP_SECONDS = 14 * 86400;
    private const KEEP_FILES = 2000;
    private const MISSING_SECONDS = 300;
    private const HOSTS = 4;
    /** Types that a browser shows without running anything; others are downloads. */
    private const SHOWN = '~\A(?:image/(?:jpeg|png|webp|gif|avif)|video/(?:mp4|webm)|audio/(?:mpeg|mp4|ogg|wav))\z~';

    /** @return array{int, array<string, string>, string} */
    public static function answer(string $name): array
    {
        $media = preg_match(self::NAME, $name, $parts) === 1 ? MediaTable::find($parts[1]) : null;
        $bytes = $media === null ? null : self::bytes($parts[1], $media);
        if ($media === null || $bytes === null) {
            return [404, ['Cache-Control' => 'public, max-age=60'], ''];
        }
        $isShown = preg_match(self::SHOWN, $media['type']) === 1;
        return [200, [
            'Content-Type' => $isShown ? $media['type'] : 'application/octet-stream',
            'Content-Length' => (string) strlen($bytes),
            'Content-Disposition' => $isShown ? 'inline' : 'attachment',
            'Content-Security-Policy' => "default-src 'none'; sandbox",
            'Cache-Control' => 'public, max-age=29030400, immutable',
            'ETag' => '"' . $parts[1] . '"',
        ], $bytes];
    }

    /** Forgets what has not been fetched lately; called by cron. */
    public static function tidy(): void
    {
        $files = glob(self::folder() . '/*') ?: [];
        if (count($files) > self::KEEP_FILES) {
            usort($files, static fn (string $a, string $b): int => filemtime($b) <=> filemtime($a));
        }
        foreach ($files as $index => $file) {
            $isOld = (int) filemtime($file) < time() - (filesize($file) === 0 ? self::MISSING_SECONDS : self::KEEP_SECONDS);
            if ($isOld || $index >= self::KEEP_FILES) {
                unlink($file);
            }
        }
    }

    /** @param array{account: int, type: string, url: string} $media */
    private static function bytes(string $digest, array $media): ?string
    {
        $file = self::folder() . '/' . $digest;
        if (is_file($file)) {
            $bytes = (string) file_get_contents($file);
            if (Media::matches($bytes, $digest)) {
                return $bytes;
            }
            if ($bytes === '' && (int) filemtime($file) > time() - self::MISSING_SECONDS) {
                return null;
            }
        }
        $bytes = self::fetch($digest, $media);
        // An empty file says that nobody had it: whoever asks again is not worth another round of requests.
        file_put_contents($file . '.new', $bytes ?? '');
        rename($file . '.new', $file);
        return $bytes;
    }

    /** @param array{account: int, type: string, url: string} $media */
    private static function fetch(string $digest, array $media): ?string
    {
        $stored = AccountTable::get($media['account']);
        if ($stored === null) {
            return null;
        }
        $consumer = new Consumer(new DatabaseMemory($stored->uriId), Settings::gateways());
        $bases = array_slice($consumer->bases($stored->account, $stored->state), 0, self::HOSTS);
        $part = ['digestMultibase' => $digest, 'mediaType' => $media['type'], 'url' => $media['url']];
        $fetcher = Settings::fetcher();
        foreach (Media::addresses($part, $stored->account, $bases) as $address) {
            $answer = $fetcher->get($address, Settings::mediaBytes());
            if ($answer->status === 200 && Media::matches($answer->body, $digest)) {
                return $answer->body;
            }
        }
        return null;
    }

    private static function folder(): string
    {
        $folder = System::getTempPath() . '/pollen-media';
        if (!is_dir($folder)) {
            @mkdir($folder, 0700, true);
        }
        return $folder;
    }

    private function __construct()
    {
    }
}
