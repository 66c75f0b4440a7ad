<?php

/**
 * Entry of the server's worker: polls one account. Arguments: uri-id of the actor.
 */

require_once __DIR__ . '/autoload.php';

function pollen_poll_run($argv, $argc)
{
	if ($argc > 1 && is_numeric($argv[1])) {
		Pollen\Friendica\Poller::run((int)$argv[1]);
	}
}
