<?php

/*
 * Serves what a test has put there: files with ETags, and some paths that behave badly.
 */

declare(strict_types=1);

$folder = (string) getenv('POLLEN_WEB');
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
file_put_contents($folder . '/log', json_encode([
    'method' => $_SERVER['REQUEST_METHOD'],
    'path' => $path,
    'conditional' => isset($_SERVER['HTTP_IF_NONE_MATCH']),
    'body' => (string) file_get_contents('php://input'),
]) . "\n", FILE_APPEND | LOCK_EX);
if (preg_match('~^/redirect/(\d+)/(.*)$~', $path, $parts) === 1) {
    header('Location: ' . ((int) $parts[1] > 1 ? '/redirect/' . ((int) $parts[1] - 1) . '/' . $parts[2] : '/' . $parts[2]), true, 302);
    return;
}
switch ($path) {
    case '/away':
        header('Location: ' . $_GET['to'], true, 302);
        return;
    case '/endless':
        header('Content-Type: text/plain');
        for ($time = 0; $time < 1000; $time++) {
            echo str_repeat('x', 65536);
            flush();
        }
        return;
    case '/bomb':
        header('Content-Encoding: gzip');
        echo gzencode(str_repeat('x', 20000000));
        return;
    case '/slow':
        sleep(8);
        return;
}
$files = json_decode((string) @file_get_contents($folder . '/files.json'), true) ?: [];
if (!isset($files[$path])) {
    http_response_code($_SERVER['REQUEST_METHOD'] === 'POST' ? 201 : 404);
    return;
}
$body = (string) base64_decode($files[$path]);
$etag = '"' . hash('sha256', $body) . '"';
header('ETag: ' . $etag);
if (($_SERVER['HTTP_IF_NONE_MATCH'] ?? '') === $etag) {
    http_response_code(304);
    return;
}
header('Content-Type: text/plain');
echo $body;
