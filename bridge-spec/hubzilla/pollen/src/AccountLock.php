<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Nobody polls an account while it is being polled. Locks are files of the system, so they end with the process.
 */
final class AccountLock
{
    private const FILES = 64;

    /** @var resource */
    private $file;

    /** @param resource $file */
    private function __construct($file)
    {
        $this->file = $file;
    }

    /** Null when somebody else has it, or an account that shares its file. */
    public static function take(string $did): ?self
    {
        $number = crc32($did) % self::FILES;
        $file = @fopen(MediaFiles::folder() . '/lock-' . $number, 'c');
        if ($file === false || !flock($file, LOCK_EX | LOCK_NB)) {
            return null;
        }
        return new self($file);
    }

    public function release(): void
    {
        flock($this->file, LOCK_UN);
        fclose($this->file);
    }
}
