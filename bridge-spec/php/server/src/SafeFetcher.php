<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Fetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Response;

/**
 * HTTP for addresses that strangers name: https only, to checked addresses and to no others, bounded in bytes, time
 * and redirections (bridge-spec sections 14 and 15). Servers' own clients have no such bounds.
 */
final class SafeFetcher implements Fetcher
{
    public const SECONDS = 30;
    private const CONNECT_SECONDS = 10;
    private const REDIRECTIONS = 3;

    /** Kept, so that the next request to the same host finds its connection open; nothing else of it is. */
    private ?\CurlHandle $handle = null;

    public function __construct(
        private AddressGuard $guard,
        private int $seconds = self::SECONDS,
        private string $userAgent = 'Pollen'
    ) {
    }

    public function fetch(Request $request): Response
    {
        return $this->run($request->url, $request->headers(), $request->maxBytes, null);
    }

    /** @param array<string, string> $headers */
    public function get(string $url, int $maxBytes, array $headers = []): Response
    {
        return $this->run($url, $headers, $maxBytes, null);
    }

    /**
     * A small JSON document to a fixed place; never redirected. Only the status counts.
     *
     * @param array<string, string> $headers
     */
    public function post(string $url, string $json, array $headers = []): Response
    {
        return $this->run($url, ['Content-Type' => 'application/json'] + $headers, 65536, $json);
    }

    /** @param array<string, string> $headers */
    private function run(string $url, array $headers, int $maxBytes, ?string $body): Response
    {
        $deadline = microtime(true) + $this->seconds;
        for ($redirections = 0; $redirections <= self::REDIRECTIONS; $redirections++) {
            $left = (int) (($deadline - microtime(true)) * 1000);
            $answer = $left > 0 ? $this->once($url, $headers, $maxBytes, $body, $left) : null;
            if ($answer === null) {
                return Response::failed();
            }
            if ($body !== null || !in_array($answer->status, [301, 302, 303, 307, 308], true)) {
                return $answer->response();
            }
            $next = $answer->redirection($url);
            if ($next === null) {
                return Response::failed();
            }
            $url = $next;
        }
        return Response::failed();
    }

    /** @param array<string, string> $headers */
    private function once(string $url, array $headers, int $maxBytes, ?string $body, int $milliseconds): ?HttpAnswer
    {
        $handle = $this->handle ??= curl_init();
        $answer = $this->prepare($handle, $url, $headers, $maxBytes, $body, $milliseconds);
        return $answer === null ? null : $this->finish($handle, $answer, curl_exec($handle) !== false);
    }

    /**
     * Makes a handle ready for one request, if its address may be asked.
     *
     * @param array<string, string> $headers
     */
    public function prepare(
        \CurlHandle $handle,
        string $url,
        array $headers,
        int $maxBytes,
        ?string $body,
        int $milliseconds
    ): ?HttpAnswer {
        $parts = parse_url($url);
        $scheme = strtolower($parts['scheme'] ?? '');
        $host = strtolower($parts['host'] ?? '');
        if (
            $host === '' || isset($parts['user']) || isset($parts['pass'])
            || preg_match('/[\x00-\x20\x7f\\\\]/', $url) === 1
            || !($scheme === 'https' || ($scheme === 'http' && $this->guard->allowPrivate))
        ) {
            return null;
        }
        $addresses = $this->guard->addresses($host);
        if ($addresses === []) {
            return null;
        }
        $port = $parts['port'] ?? ($scheme === 'https' ? 443 : 80);
        $answer = new HttpAnswer($maxBytes);
        $lines = ['Expect:'];
        foreach ($headers as $name => $value) {
            $lines[] = $name . ': ' . strtr($value, "\r\n", '  ');
        }
        curl_reset($handle);
        curl_setopt_array($handle, [
            CURLOPT_URL => $url,
            // Exactly the addresses that were checked: no second look at DNS, no proxy that would look again.
            CURLOPT_RESOLVE => [trim($host, '[]') . ':' . $port . ':' . implode(',', array_map(self::bracketed(...), $addresses))],
            CURLOPT_PROXY => '',
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_ENCODING => '',
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_USERAGENT => $this->userAgent,
            CURLOPT_CONNECTTIMEOUT => self::CONNECT_SECONDS,
            CURLOPT_TIMEOUT_MS => $milliseconds,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_HEADERFUNCTION => $answer->header(...),
            CURLOPT_WRITEFUNCTION => $answer->write(...),
        ]);
        if ($body !== null) {
            curl_setopt_array($handle, [CURLOPT_POST => true, CURLOPT_POSTFIELDS => $body]);
        }
        return $answer;
    }

    /** What has come, if it came from where it may. The handle can be used again. */
    public function finish(\CurlHandle $handle, HttpAnswer $answer, bool $isDone): ?HttpAnswer
    {
        $answer->status = (int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
        $peer = (string) curl_getinfo($handle, CURLINFO_PRIMARY_IP);
        // It would hold the closures, and they the answer.
        curl_reset($handle);
        return $isDone && ($this->guard->allowPrivate || AddressGuard::isPublic($peer)) ? $answer : null;
    }

    private static function bracketed(string $address): string
    {
        return str_contains($address, ':') ? '[' . $address . ']' : $address;
    }
}
