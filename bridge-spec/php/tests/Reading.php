<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;
use Pollen\Reader\ArrayMemory;
use Pollen\Reader\CheckedObject;
use Pollen\Reader\Consumer;
use Pollen\Reader\Outcome;

/**
 * A reader of one account at one host in memory, from poll to poll.
 */
final class Reading
{
    public const BASE = 'https://host.example';
    private const NOW_SECONDS = 1893456000;

    public ArrayMemory $memory;
    public TreeFetcher $fetcher;
    public AccountState $state;
    /** @var list<string> ids of activities in the order in which they came */
    public array $delivered = [];
    /** @var list<string> those of the last read */
    private array $news = [];

    public function __construct(string $did)
    {
        $this->memory = new ArrayMemory();
        $this->state = AccountState::start(Account::of($did));
        $this->fetcher = new TreeFetcher([self::BASE => []]);
    }

    /** A reader of the tree as it is now. */
    public static function of(TreeBuilder $tree): self
    {
        $reading = new self($tree->account->did);
        $reading->replace($tree->publish());
        return $reading;
    }

    /** @return list<string> what posts, edits and profiles of a read said, in order */
    public static function contents(Outcome $outcome): array
    {
        $contents = [];
        foreach ($outcome->changes as $change) {
            if ($change->object !== null) {
                $contents[] = $change->object->document['content'] ?? $change->object->document['name'];
            }
        }
        return $contents;
    }

    /** @param array<string, string|null> $changes files by path; null takes one away */
    public function change(array $changes): void
    {
        foreach ($changes as $path => $text) {
            $path = '/' . ltrim($path, '/');
            unset($this->fetcher->hosts[self::BASE][$path]);
            if ($text !== null) {
                $this->fetcher->hosts[self::BASE][$path] = $text;
            }
        }
    }

    /** @param array<string, string|null> $files a whole tree */
    public function replace(array $files): void
    {
        $this->fetcher->hosts[self::BASE] = [];
        $this->change($files);
    }

    public function read(string $call, ?int $budget = null): Outcome
    {
        $consumer = $budget === null
            ? new Consumer($this->memory, [self::BASE])
            : new Consumer($this->memory, [self::BASE], $budget, $budget);
        $steps = $call === 'poll'
            ? $consumer->poll($this->state, self::NOW_SECONDS)
            : $consumer->readOlder($this->state, self::NOW_SECONDS);
        $outcome = Consumer::run($steps, $this->fetcher);
        $this->memory->store($outcome->changes);
        // Through JSON, as a server stores it.
        $this->state = AccountState::fromJson($outcome->state->toJson());
        $ids = array_map(static fn ($change): string => $change->activity->id, $outcome->changes);
        $this->news = array_values(array_diff($ids, $this->delivered));
        $this->delivered = array_merge($this->delivered, $this->news);
        return $outcome;
    }

    /** Polls, and reads older pages until none is left. */
    public function readAll(): Outcome
    {
        $outcome = $this->read('poll');
        for ($turn = 0; $turn < 20 && $this->state->gaps !== []; $turn++) {
            $this->read('older');
        }
        return $outcome;
    }

    /** What a vector calls by a word. */
    public function told(string $what, ?Outcome $outcome): mixed
    {
        switch ($what) {
            case 'outcome':
                return $this->word($outcome);
            case 'news':
                return $this->news;
            case 'gaps':
            case 'holes':
                $numbers = array_keys($this->state->$what);
                rsort($numbers);
                return $numbers;
            case 'reactions':
                return $this->memory->reactions();
            case 'objects':
                $objects = array_map(
                    static fn (CheckedObject $object): string => $object->document['content'] ?? '',
                    $this->memory->objects
                ) + array_map(static fn () => null, $this->memory->deleted);
                ksort($objects, SORT_STRING);
                return $objects;
        }
        return 'unknown word ' . $what;
    }

    private function word(?Outcome $outcome): ?string
    {
        if ($outcome?->status === Outcome::UNREACHABLE) {
            return $outcome->refusals === [] ? 'missing' : 'invalid';
        }
        if ($outcome?->isPartial) {
            return 'partial';
        }
        return $outcome?->status === Outcome::NEWS ? 'read' : $outcome?->status;
    }
}
