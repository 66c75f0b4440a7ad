<?php

/*
 * Reads trees and tells what this reader makes of them, so that other programs can compare: one JSON object a line in,
 * one a line out, until the input ends.
 *
 * In:  {"did": "did:key:…",                        whose tree this is said to be
 *       "files": {"/.well-known/apgateway/did:key:…/outbox.jsonld": "<base64>", …}, paths as in the tree; without a
 *                                                   leading slash, or below the account's folder, they work, too
 *       "pages": 2, "older": 20,                   optional: pages of the first poll; how often older ones are read
 *       "before": {…files}}                        optional: a tree to read first, whose activities are then known
 * Out: {"accepted": [ids in the order of application], "refused": n, "status": "…", "objects": {id: content|null},
 *       "reactions": [ids], "gaps": [], "holes": [], "requests": n} or {"error": "…"}
 */

declare(strict_types=1);

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;
use Pollen\Reader\ArrayMemory;
use Pollen\Reader\Consumer;
use Pollen\Reader\Limits;
use Pollen\Reader\Tests\TreeFetcher;

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    throw new ErrorException($message, 0, $level, $file, $line);
});
require __DIR__ . '/../autoload.php';
require __DIR__ . '/TreeFetcher.php';

const BASE = 'https://host.example';
const NOW_SECONDS = 4102444800;

/**
 * @param array<string, string> $encoded
 * @return array<string, string>
 */
function filesOf(array $encoded, Account $account): array
{
    $files = [];
    foreach ($encoded as $path => $base64) {
        $path = '/' . ltrim((string) $path, '/');
        $inTree = str_starts_with($path, '/.well-known/') || str_starts_with($path, '/m/');
        $files[$inTree ? $path : $account->folder . $path] = (string) base64_decode($base64, true);
    }
    return $files;
}

/**
 * @param array<string, mixed> $task
 * @return array<string, mixed>
 */
function answer(array $task): array
{
    $account = Account::of($task['did'] ?? '');
    $memory = new ArrayMemory();
    $consumer = new Consumer($memory, [BASE], $task['pages'] ?? Limits::FIRST_PAGES);
    $state = AccountState::start($account);
    $fetcher = new TreeFetcher([]);
    $accepted = [];
    $refused = 0;
    $status = '';
    foreach (isset($task['before']) ? ['before', 'files'] : ['files'] as $name) {
        $fetcher->hosts = [BASE => filesOf($task[$name] ?? [], $account)];
        $accepted = [];
        $refused = 0;
        for ($turn = 0; $turn <= ($task['older'] ?? 20); $turn++) {
            if ($turn > 0 && $state->gaps === []) {
                break;
            }
            $steps = $turn === 0 ? $consumer->poll($state, NOW_SECONDS) : $consumer->readOlder($state, NOW_SECONDS);
            $outcome = Consumer::run($steps, $fetcher);
            $memory->store($outcome->changes);
            $state = AccountState::fromJson($outcome->state->toJson());
            $status = $turn === 0 ? $outcome->status : $status;
            $refused += count($outcome->refusals);
            foreach ($outcome->changes as $change) {
                $accepted[$change->activity->id] = true;
            }
        }
    }
    $objects = array_map(static fn ($object): string => (string) ($object->document['content'] ?? ''), $memory->objects)
        + array_map(static fn () => null, $memory->deleted);
    ksort($objects, SORT_STRING);
    return [
        'accepted' => array_keys($accepted),
        'refused' => $refused,
        'status' => $status,
        'objects' => (object) $objects,
        'reactions' => $memory->reactions(),
        'gaps' => array_keys($state->gaps),
        'holes' => array_keys($state->holes),
        'requests' => count($fetcher->requests),
    ];
}

while (($line = fgets(STDIN)) !== false) {
    if (trim($line) === '') {
        continue;
    }
    try {
        $task = json_decode($line, true, 8, JSON_THROW_ON_ERROR);
        $answer = answer(is_array($task) ? $task : []);
    } catch (Throwable $error) {
        $answer = ['error' => get_class($error) . ': ' . $error->getMessage()];
    }
    fwrite(STDOUT, json_encode($answer, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    fflush(STDOUT);
}
