<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Carries out requests. Must not throw: what goes wrong is Response::failed().
 */
interface Fetcher
{
    public function fetch(Request $request): Response;
}
