<?php

/*
 * What the requests alone cost: the same conditional requests in a loop of curl and nothing else, on one connection.
 */

declare(strict_types=1);

require __DIR__ . '/answer-tasks.php';

$etags = [];
$get = static function (CurlHandle $handle, string $url, ?string $etag): array {
    $answered = null;
    curl_setopt_array($handle, [
        CURLOPT_URL => $url,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => $etag === null ? [] : ['If-None-Match: ' . $etag],
        CURLOPT_HEADERFUNCTION => static function (CurlHandle $handle, string $line) use (&$answered): int {
            if (stripos($line, 'etag:') === 0) {
                $answered = trim(substr($line, 5));
            }
            return strlen($line);
        },
    ]);
    curl_exec($handle);
    return [curl_getinfo($handle, CURLINFO_RESPONSE_CODE), $answered];
};

answerTasks([
    'learn' => static function (array $input) use (&$etags, $get): array {
        $handle = curl_init();
        foreach ($input['urls'] as $url) {
            $etags[$url] = $get($handle, $url, null)[1];
        }
        return ['known' => count(array_filter($etags))];
    },
    'interval' => static function (array $input) use (&$etags, $get): array {
        [$same, $seconds] = timed(static function () use ($input, &$etags, $get): int {
            $handle = curl_init();
            $same = 0;
            foreach ($input['urls'] as $url) {
                $same += $get($handle, $url, $etags[$url])[0] === 304 ? 1 : 0;
            }
            return $same;
        });
        return ['seconds' => $seconds, 'notModified' => $same];
    },
]);
