<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Core\System;
use Friendica\DI;
use Pollen\Reader\Consumer;
use Pollen\Reader\Media;
use Pollen\Server\ByteRange;

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
    private const AT_ONCE = 4;
    private const WAIT_SECONDS = 15;
    /** For a file, wherever it may be; and for one host. */
    private const SECONDS = 60;
    private const HOST_SECONDS = 20;
    /** Types that a browser shows without running anything; others are downloads. */
    private const SHOWN = '~\A(?:image/(?:jpeg|png|webp|gif|avif)|video/(?:mp4|webm)|audio/(?:mpeg|mp4|ogg|wav))\z~';

    /**
     * @param string|null $range the header `Range`
     * @return array{int, array<string, string>, string}
     */
    public static function answer(string $name, ?string $range = null): array
    {
        $media = preg_match(self::NAME, $name, $parts) === 1 ? MediaTable::find($parts[1], $name) : [];
        $bytes = $media === [] ? null : self::bytes($parts[1], $media);
        if ($bytes === false) {
            return [503, ['Retry-After' => '10'], ''];
        }
        if ($bytes === null) {
            return [404, ['Cache-Control' => 'public, max-age=60'], ''];
        }
        $type = $media[0]['type'];
        $isShown = preg_match(self::SHOWN, $type) === 1;
        return ByteRange::answer($range, [
            'Content-Type' => $isShown ? $type : 'application/octet-stream',
            'Content-Disposition' => $isShown ? 'inline' : 'attachment',
            'Content-Security-Policy' => "default-src 'none'; sandbox",
            'Cache-Control' => 'public, max-age=29030400, immutable',
            'ETag' => '"' . $parts[1] . '"',
        ], $bytes);
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

    /**
     * @param list<array{account: int, type: string, url: string}> $media
     * @return string|false|null null: nobody had it; false: too many are being fetched
     */
    private static function bytes(string $digest, array $media): string|false|null
    {
        $kept = self::kept($digest);
        if ($kept !== null) {
            return $kept === '' ? null : $kept;
        }
        // However many ask: one at a time for a file, and few at a time in all, or slow hosts would hold every worker.
        $lock = 'pollen-media-' . (crc32($digest) % self::AT_ONCE);
        if (!DI::lock()->acquire($lock, self::WAIT_SECONDS)) {
            return false;
        }
        try {
            $kept = self::kept($digest);
            if ($kept === null) {
                $kept = self::fetch($digest, $media) ?? '';
                $file = self::folder() . '/' . $digest;
                // An empty file says that nobody had it: whoever asks again is not worth another round of requests.
                file_put_contents($file . '.new', $kept);
                rename($file . '.new', $file);
            }
        } finally {
            DI::lock()->release($lock);
        }
        return $kept === '' ? null : $kept;
    }

    /** What has been fetched, '' when it was missing just now. */
    private static function kept(string $digest): ?string
    {
        $file = self::folder() . '/' . $digest;
        $bytes = is_file($file) ? (string) file_get_contents($file) : null;
        $isMissing = $bytes === '' && (int) filemtime($file) > time() - self::MISSING_SECONDS;
        return $isMissing || ($bytes !== null && Media::matches($bytes, $digest)) ? $bytes : null;
    }

    /** @param list<array{account: int, type: string, url: string}> $media */
    private static function fetch(string $digest, array $media): ?string
    {
        $end = microtime(true) + self::SECONDS;
        foreach ($media as $one) {
            $stored = AccountTable::get($one['account']);
            if ($stored === null || Contacts::isBlocked($stored)) {
                continue;
            }
            $consumer = new Consumer(new DatabaseMemory($stored->uriId), Settings::gateways());
            $bases = array_slice($consumer->bases($stored->account, $stored->state), 0, self::HOSTS);
            $part = ['digestMultibase' => $digest, 'mediaType' => $one['type'], 'url' => $one['url']];
            foreach (Media::addresses($part, $stored->account, $bases) as $address) {
                $left = (int) ceil($end - microtime(true));
                if ($left <= 0) {
                    return null;
                }
                $answer = Settings::fetcher(min($left, self::HOST_SECONDS))->get($address, Settings::mediaBytes());
                if ($answer->status === 200 && Media::matches($answer->body, $digest)) {
                    return $answer->body;
                }
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
