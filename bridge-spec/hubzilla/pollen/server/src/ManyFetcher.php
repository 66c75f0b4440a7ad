<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Request;
use Pollen\Reader\Response;

/**
 * Asks many hosts at the same time what a poll asks first, so that those far away and those that are slow do not keep
 * the others waiting. Every request is checked and bounded as SafeFetcher does it.
 */
final class ManyFetcher
{
    private const PER_HOST = 6;
    private const LOOKING_SECONDS = 0.5;

    private \CurlMultiHandle $all;
    /** @var list<\CurlHandle> that wait for the next request */
    private array $free = [];

    public function __construct(private SafeFetcher $fetcher, private int $seconds, private int $atOnce = 16)
    {
        $this->all = curl_multi_init();
        curl_multi_setopt($this->all, CURLMOPT_MAX_HOST_CONNECTIONS, self::PER_HOST);
    }

    /**
     * Answers by the keys of the requests; status 0 where nothing came. Redirections are not followed.
     *
     * @param array<string, Request> $requests
     * @return array<string, Response>
     */
    public function fetch(array $requests): array
    {
        $responses = array_map(static fn (): Response => Response::failed(), $requests);
        $waiting = array_keys($requests);
        /** @var array<int, array{\CurlHandle, HttpAnswer, string}> $running */
        $running = [];
        while ($waiting !== [] || $running !== []) {
            while ($waiting !== [] && count($running) < $this->atOnce) {
                $key = array_shift($waiting);
                $handle = array_pop($this->free) ?? curl_init();
                $request = $requests[$key];
                $answer = $this->fetcher->prepare($handle, $request->url, $request->headers(), $request->maxBytes, null, $this->seconds * 1000);
                if ($answer === null) {
                    $this->free[] = $handle;
                    continue;
                }
                curl_multi_add_handle($this->all, $handle);
                $running[spl_object_id($handle)] = [$handle, $answer, $key];
            }
            curl_multi_exec($this->all, $active);
            $finished = false;
            while (($message = curl_multi_info_read($this->all)) !== false) {
                [$handle, $answer, $key] = $running[spl_object_id($message['handle'])];
                unset($running[spl_object_id($handle)]);
                curl_multi_remove_handle($this->all, $handle);
                $come = $this->fetcher->finish($handle, $answer, $message['result'] === CURLE_OK);
                $responses[$key] = $come?->response() ?? Response::failed();
                $this->free[] = $handle;
                $finished = true;
            }
            if (!$finished && $running !== []) {
                curl_multi_select($this->all, self::LOOKING_SECONDS);
            }
        }
        return $responses;
    }
}
