<?php

declare(strict_types=1);

namespace Pollen\Server;

/**
 * The part of a file that a player asks for (RFC 9110 section 14). Safari plays no film from a host that does not answer
 * this, and nobody can seek in one. One range only: several, other units and what cannot be read bring the whole file.
 */
final class ByteRange
{
    /**
     * @param string|null $asked the header `Range`
     * @param array<string, string> $headers of the whole file
     * @return array{int, array<string, string>, string} status, headers and body
     */
    public static function answer(?string $asked, array $headers, string $bytes): array
    {
        $length = strlen($bytes);
        $headers = ['Accept-Ranges' => 'bytes', 'Content-Length' => (string) $length] + $headers;
        if (preg_match('/\A\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*\z/i', $asked ?? '', $parts) !== 1 || $parts[1] . $parts[2] === '') {
            return [200, $headers, $bytes];
        }
        [$first, $last] = $parts[1] === ''
            ? [max(0, $length - (int) $parts[2]), $length - 1]
            : [(int) $parts[1], $parts[2] === '' ? $length - 1 : min((int) $parts[2], $length - 1)];
        if ($parts[1] !== '' && $parts[2] !== '' && (int) $parts[2] < $first) {
            return [200, $headers, $bytes];
        }
        if ($first >= $length) {
            return [416, ['Content-Range' => 'bytes */' . $length, 'Content-Length' => '0'], ''];
        }
        $part = substr($bytes, $first, $last - $first + 1);
        return [206, [
            'Content-Range' => sprintf('bytes %d-%d/%d', $first, $last, $length),
            'Content-Length' => (string) strlen($part),
        ] + $headers, $part];
    }

    private function __construct()
    {
    }
}
