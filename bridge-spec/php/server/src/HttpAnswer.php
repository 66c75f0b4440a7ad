<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Response;

/**
 * What one request brings, while it comes in: bounded after decompression.
 */
final class HttpAnswer
{
    private const HEADER_BYTES = 32768;

    public int $status = 0;
    private string $body = '';
    private int $headerBytes = 0;
    /** @var array<string, string> */
    private array $headers = [];

    public function __construct(private int $maxBytes)
    {
    }

    /** For CURLOPT_HEADERFUNCTION: anything but the length ends the transfer. */
    public function header(\CurlHandle $handle, string $line): int
    {
        $this->headerBytes += strlen($line);
        $parts = explode(':', $line, 2);
        if (count($parts) === 2) {
            $name = strtolower(trim($parts[0]));
            $before = $name === 'link' && isset($this->headers[$name]) ? $this->headers[$name] . ', ' : '';
            $this->headers[$name] = $before . trim($parts[1]);
        }
        return $this->headerBytes <= self::HEADER_BYTES ? strlen($line) : 0;
    }

    /** For CURLOPT_WRITEFUNCTION. */
    public function write(\CurlHandle $handle, string $bytes): int
    {
        if (strlen($this->body) + strlen($bytes) > $this->maxBytes) {
            return 0;
        }
        $this->body .= $bytes;
        return strlen($bytes);
    }

    public function response(): Response
    {
        return new Response(
            $this->status,
            $this->body,
            $this->headers['etag'] ?? null,
            $this->headers['last-modified'] ?? null,
            $this->headers['link'] ?? null
        );
    }

    /** Where it points to, as an absolute address, or null. */
    public function redirection(string $from): ?string
    {
        $to = $this->headers['location'] ?? '';
        if (preg_match('~\Ahttps?://~i', $to) === 1) {
            return $to;
        }
        preg_match('~\A(https?:)(//[^/?#]+)([^?#]*)~i', $from, $base);
        if ($to === '' || $base === [] || preg_match('~\A[a-z][a-z0-9+.-]*:~i', $to) === 1) {
            return null;
        }
        if (str_starts_with($to, '//')) {
            return $base[1] . $to;
        }
        return str_starts_with($to, '/')
            ? $base[1] . $base[2] . $to
            : $base[1] . $base[2] . preg_replace('~[^/]*\z~', '', $base[3]) . $to;
    }
}
