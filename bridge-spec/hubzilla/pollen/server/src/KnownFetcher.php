<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Fetcher;
use Pollen\Reader\Request;
use Pollen\Reader\Response;

/**
 * Gives the answer to one request that has been asked already, once; asks for everything else.
 */
final class KnownFetcher implements Fetcher
{
    public function __construct(private Fetcher $fetcher, private ?Request $request, private Response $response)
    {
    }

    public function fetch(Request $request): Response
    {
        // The same question, conditions included; somebody else may have polled since.
        if ($this->request != $request || in_array($this->response->status, [301, 302, 303, 307, 308], true)) {
            return $this->fetcher->fetch($request);
        }
        $this->request = null;
        return $this->response;
    }
}
