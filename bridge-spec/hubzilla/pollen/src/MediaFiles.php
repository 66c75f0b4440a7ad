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
    }

    /** Forgets what has not been fetched lately; called by cron. */
    public static function tidy(): void
    {
        $files = glob(self::folder() . '/zQm*') ?: [];
        usort($files, static fn (string $a, string $b): int => filemtime($b) <=> filemtime($a));
        foreach ($files as $index => $file) {
            $keep = filesize($file) === 0 ? self::MISSING_SECONDS : self::KEEP_SECONDS;
            if ($index >= self::KEEP_FILES || (int) filemtime($file) < time() - $keep) {
                unlink($file);
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
