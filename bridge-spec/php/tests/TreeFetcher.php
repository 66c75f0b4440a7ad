<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Fetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Response;

/**
 * Hosts in memory: for each base the files of a tree by path. ETags are digests of the bytes.
 */
final class TreeFetcher implements Fetcher
{
    /** @var list<Request> */
    public array $requests = [];
    /** @var array<string, Response> answers that come before any file, by address */
    public array $answers = [];
    /** @var array<string, string> `Link` header of every answer, by base */
    public array $links = [];

    /** @param array<string, array<string, string>> $hosts files by path, which begins with a slash, by base */
    public function __construct(public array $hosts, public bool $withEtags = true)
    {
    }

    public function fetch(Request $request): Response
    {
        $this->requests[] = $request;
        if (isset($this->answers[$request->url])) {
            return $this->answers[$request->url];
        }
        foreach ($this->hosts as $base => $files) {
            $path = substr($request->url, strlen($base));
            if (!str_starts_with($request->url, $base . '/') || !isset($files[$path])) {
                continue;
            }
            $etag = $this->withEtags ? '"' . hash('sha256', $files[$path]) . '"' : null;
            return $etag !== null && $request->ifNoneMatch === $etag
                ? new Response(304, '', $etag, null, $this->links[$base] ?? null)
                : new Response(200, $files[$path], $etag, null, $this->links[$base] ?? null);
        }
        return new Response(404, 'not found');
    }
}
