<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Addresses below `/pollen/` that programs ask. All of them may be asked from any website, none looks at cookies.
 */
final class Endpoints
{
    private const BODY_BYTES = 8192;

    /** The answer to a request, or null when it is for the page that people see. */
    public static function answer(string $method, string $place, string $rest): ?Answer
    {
        $places = ['responses' => ['GET', 'HEAD'], 'media' => ['GET', 'HEAD'], 'ping' => ['POST']];
        $methods = $places[$place] ?? null;
        if ($methods === null) {
            return null;
        }
        if ($method === 'OPTIONS') {
            return new Answer(204, '', [
                'Access-Control-Allow-Methods' => implode(', ', $methods),
                'Access-Control-Allow-Headers' => 'Content-Type, If-None-Match',
                'Access-Control-Max-Age' => '86400',
            ]);
        }
        if (!in_array($method, $methods, true)) {
            return new Answer(405, '', ['Allow' => implode(', ', $methods)]);
        }
        return match ($place) {
            'responses' => ResponsesDesk::answer($_GET, $_SERVER['HTTP_IF_NONE_MATCH'] ?? null),
            'media' => MediaDesk::answer($rest, $method === 'GET' ? $_SERVER['HTTP_RANGE'] ?? null : null),
            'ping' => PingDesk::answer((string) file_get_contents('php://input', false, null, 0, self::BODY_BYTES)),
        };
    }

    private function __construct()
    {
    }
}
