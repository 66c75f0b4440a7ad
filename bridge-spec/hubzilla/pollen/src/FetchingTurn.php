<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Only a few files are fetched for visitors at the same time: whoever asks for a hundred pictures of a host that never
 * answers must not occupy all processes of the hub. Locks are files of the system and end with the process.
 */
final class FetchingTurn
{
    private const AT_ONCE = 8;
    private const WAITING_SECONDS = 3;
    private const LOOKING_MICROSECONDS = 50000;

    /** @param resource $file */
    private function __construct(private $file)
    {
    }

    /** Waits a little for a turn; null when none became free. */
    public static function take(int $atOnce = self::AT_ONCE, float $seconds = self::WAITING_SECONDS): ?self
    {
        $end = microtime(true) + $seconds;
        do {
            for ($number = 0; $number < $atOnce; $number++) {
                $file = @fopen(MediaFiles::folder() . '/turn-' . $number, 'c');
                if ($file !== false && flock($file, LOCK_EX | LOCK_NB)) {
                    return new self($file);
                }
            }
            usleep(self::LOOKING_MICROSECONDS);
        } while (microtime(true) < $end);
        return null;
    }

    public function release(): void
    {
        flock($this->file, LOCK_UN);
        fclose($this->file);
    }
}
