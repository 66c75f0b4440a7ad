<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Pollen\Reader\Responses;

/**
 * What is served below /pollen: responses, ping, media (bridge-spec sections 12 and 13). Public, without cookies.
 */
final class Endpoints
{
    /**
     * @param list<string> $path below /pollen
     * @param array<string, mixed> $server
     * @param array<string, mixed> $query
     */
    public static function serve(array $path, array $server, array $query): void
    {
        $method = (string) ($server['REQUEST_METHOD'] ?? 'GET');
        if ($method === 'OPTIONS') {
            self::end(204, [
                'Access-Control-Allow-Origin' => '*',
                'Access-Control-Allow-Methods' => 'GET, POST, OPTIONS',
                'Access-Control-Allow-Headers' => 'Content-Type, If-None-Match',
                'Access-Control-Max-Age' => '86400',
            ], '');
        }
        $isRead = $method === 'GET' || $method === 'HEAD';
        switch ($path[0] ?? '') {
            case 'responses':
                $answer = $isRead ? ResponsesDesk::answer($query) : null;
                break;
            case 'ping':
                $answer = $method === 'POST' ? PingDesk::answer((string) file_get_contents('php://input', false, null, 0, 4097)) : null;
                break;
            case 'media':
                $answer = $isRead
                    ? MediaDesk::answer((string) ($path[1] ?? ''), $method === 'GET' ? $server['HTTP_RANGE'] ?? null : null)
                    : null;
                break;
            default:
                self::end(404, [], '');
        }
        if ($answer === null) {
            self::end(405, ['Allow' => ($path[0] ?? '') === 'ping' ? 'POST' : 'GET, HEAD'], '');
        }
        [$status, $headers, $body] = $answer;
        $etag = $headers['ETag'] ?? null;
        if (in_array($status, [200, 206], true) && $etag !== null && Responses::isNotModified($server['HTTP_IF_NONE_MATCH'] ?? null, $etag)) {
            $status = 304;
            $body = '';
            unset($headers['Content-Type']);
        }
        self::end($status, $headers, $method === 'HEAD' ? '' : $body);
    }

    /** Ends a request that Friendica itself must not see. */
    public static function refuse(): never
    {
        self::end(403, [], '');
    }

    /** @param array<string, string> $headers */
    private static function end(int $status, array $headers, string $body): never
    {
        http_response_code($status);
        // PHP's session writes these; nobody is logged in here.
        foreach (['Set-Cookie', 'Expires', 'Pragma', 'X-Account-Management-Status'] as $name) {
            header_remove($name);
        }
        foreach ($headers + ['Access-Control-Allow-Origin' => '*', 'X-Content-Type-Options' => 'nosniff'] as $name => $value) {
            header($name . ': ' . $value);
        }
        echo $body;
        exit;
    }

    private function __construct()
    {
    }
}
