<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Media;

/**
 * Files of followed accounts, kept for a while. An empty file says that nobody had it lately.
 */
final class MediaFiles
{
    private const KEEP_SECONDS = 14 * 86400;
    private const KEEP_FILES = 2000;
    private const KEEP_BYTES = 2147483648;
    /** Between two days' ends, too, nobody can fill the disk: looked at after about so many new files. */
    private const FILES_UNTIL_LOOK = 20;
    private const MISSING_SECONDS = 300;

    /** The bytes; an empty string when nobody had it a moment ago; null when it has to be fetched. */
    public static function read(string $digest): ?string
    {
        $file = self::folder() . '/' . $digest;
        if (!is_file($file)) {
            return null;
        }
        $bytes = (string) file_get_contents($file);
        $isMissing = $bytes === '' && (int) filemtime($file) > time() - self::MISSING_SECONDS;
        return $isMissing || Media::matches($bytes, $digest) ? $bytes : null;
    }

    public static function write(string $digest, string $bytes): void
    {
        $file = self::folder() . '/' . $digest;
        $new = $file . '.' . getmypid();
        file_put_contents($new, $bytes);
        rename($new, $file);
        if (random_int(1, self::FILES_UNTIL_LOOK) === 1) {
            self::tidy();
        }
    }

    /** Forgets the oldest, and what there is no room for; called by cron. */
    public static function tidy(int $keepBytes = self::KEEP_BYTES): void
    {
        // Not glob(): to it, the brackets in the folder's name are a pattern.
        $names = array_filter(scandir(self::folder()) ?: [], static fn (string $name): bool => str_starts_with($name, 'zQm'));
        $times = [];
        foreach ($names as $name) {
            $times[$name] = (int) @filemtime(self::folder() . '/' . $name);
        }
        arsort($times);
        $files = $bytes = 0;
        foreach ($times as $name => $time) {
            $size = (int) @filesize(self::folder() . '/' . $name);
            $keep = $size === 0 ? self::MISSING_SECONDS : self::KEEP_SECONDS;
            $bytes += $size;
            if (++$files > self::KEEP_FILES || $bytes > $keepBytes || $time < time() - $keep) {
                @unlink(self::folder() . '/' . $name);
            }
        }
    }

    /** Below Hubzilla's `store`, which web servers do not hand out. */
    public static function folder(): string
    {
        $folder = 'store/[data]/pollen';
        if (!is_dir($folder)) {
            @mkdir($folder, 0700, true);
        }
        return $folder;
    }

    private function __construct()
    {
    }
}
