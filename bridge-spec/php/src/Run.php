<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The work of one poll: asks hosts for files, checks them, collects activities. Internal to Consumer.
 */
final class Run
{
    private const READ = 'read';
    private const SAME = 'same';
    private const MISSED = 'missed';
    private const REFUSED = 'refused';

    public int $requests = 0;
    /** @var list<Refused> */
    public array $refusals = [];
    /** Pages that were new or had changed. */
    public int $changedPages = 0;
    /** Something could not be had or was refused. */
    public bool $failed = false;
    public bool $leftGap = false;
    /** The newest page had fewer activities than the outbox promised. */
    public bool $isNewestIncomplete = false;
    /** @var array<int, int> activities below each page that was had */
    private array $below = [];
    /** @var array<int, list<CheckedActivity>> newest first, by page */
    private array $found = [];
    /** @var array<int, true> */
    private array $visited = [];
    private int $objects = Limits::POLL_OBJECTS;
    /** Pages asked for, had or not. */
    private int $attempts;

    /** @param list<string> $bases best first */
    public function __construct(
        public readonly Account $account,
        public readonly AccountState $state,
        public array $bases,
        private int $pages
    ) {
        $this->attempts = 2 * $pages + 2;
    }

    /**
     * Asks one host for one file.
     *
     * @return \Generator<int, Request, Response, Response>
     */
    public function get(string $base, string $id, int $maxBytes, bool $conditional): \Generator
    {
        $url = $this->url($base, $id);
        [$etag, $modified] = $conditional ? $this->state->validators[$url] ?? [null, null] : [null, null];
        $this->requests++;
        $response = yield new Request($url, $maxBytes, $etag, $modified);
        if ($response->status === 304 && $etag === null && $modified === null) {
            return Response::failed();
        }
        return $response;
    }

    public function rememberValidators(string $base, string $id, Response $response): void
    {
        $url = $this->url($base, $id);
        unset($this->state->validators[$url]);
        $short = static fn (?string $text): ?string => $text !== null && $text !== ''
            && preg_match('/\A[ -~]{1,' . Limits::ETAG_CHARACTERS . '}\z/', $text) === 1 ? $text : null;
        $validators = [$short($response->etag), $short($response->lastModified)];
        if ($validators !== [null, null]) {
            $this->state->validators[$url] = $validators;
        }
    }

    /**
     * Reads pages downwards from $from (bridge-spec section 8.3, walk).
     *
     * @param int|null $outboxItems totalItems of the outbox whose newest page $from is
     * @return \Generator<int, Request, Response, void>
     */
    public function walk(int $from, ?int $outboxItems = null): \Generator
    {
        $missedAbove = false;
        for ($number = $from; $number >= 0; $number--) {
            if (isset($this->visited[$number]) || ($number !== $from && isset($this->state->gaps[$number]))) {
                return;
            }
            if ($this->pages <= 0 || $this->attempts-- <= 0) {
                $this->state->gaps[$number] = true;
                unset($this->state->pages[$number]);
                $this->leftGap = true;
                return;
            }
            $this->visited[$number] = true;
            $isNewest = $number === $from && $outboxItems !== null;
            $above = $this->below[$number + 1] ?? $this->state->pages[$number + 1][2] ?? null;
            [$verdict, $isComplete] = yield from $this->page(
                $number,
                static fn (int $items): bool => $isNewest ? $items >= $outboxItems : $above === null || $items === $above
            );
            $this->pages -= $verdict === self::MISSED ? 0 : 1;
            if ($verdict === self::SAME && $isComplete) {
                return;
            }
            $this->isNewestIncomplete = $this->isNewestIncomplete
                || ($isNewest && !$isComplete && ($verdict === self::SAME || $verdict === self::READ));
            if (!$isComplete) {
                $this->failed = $this->failed || $verdict === self::MISSED || $verdict === self::REFUSED;
                $this->state->makeHole($number);
            }
            if ($verdict === self::MISSED && $missedAbove) {
                return;
            }
            $missedAbove = $verdict === self::MISSED;
        }
    }

    /**
     * Asks hosts for a page until one has a complete copy. An incomplete one, out of an old cache, counts for what is
     * on it.
     *
     * @param callable(int): bool $isComplete by the page's totalItems
     * @return \Generator<int, Request, Response, array{string, bool}> what became of it; whether it was complete
     */
    private function page(int $number, callable $isComplete): \Generator
    {
        [$known, $knownItems, $knownBelow] = $this->state->pages[$number] ?? [null, 0, 0];
        $id = $this->account->pageId($number);
        $verdict = self::MISSED;
        foreach (array_slice($this->bases, 0, Limits::BASES_TRIED) as $base) {
            $response = yield from $this->get($base, $id, Limits::FILE_BYTES, $known !== null);
            $page = null;
            if ($response->status === 200) {
                try {
                    $page = PageCheck::parse($response->body, $this->account, $number, $known);
                } catch (Refused $refused) {
                    $this->refusals[] = $refused;
                    $verdict = $verdict === self::MISSED ? self::REFUSED : $verdict;
                    continue;
                }
                $this->rememberValidators($base, $id, $response);
            } elseif ($response->status !== 304) {
                continue;
            }
            $this->below[$number] = $page?->itemsBelow ?? $knownBelow;
            if ($page !== null) {
                $this->take($page);
                $verdict = self::READ;
            } else {
                $verdict = $verdict === self::READ ? $verdict : self::SAME;
            }
            if ($isComplete($page?->totalItems ?? $knownItems)) {
                return [$verdict, true];
            }
        }
        return [$verdict, false];
    }

    private function take(CheckedPage $page): void
    {
        $this->changedPages++;
        $this->state->rememberPage($page);
        $activities = [];
        foreach ($page->activities as $activity) {
            if ($activity instanceof Refused) {
                $this->refusals[] = $activity;
            } else {
                $activities[] = $activity;
            }
        }
        $this->found[$page->number] = array_merge($activities, $this->found[$page->number] ?? []);
    }

    /**
     * Everything found that is not known yet, complete, oldest first.
     *
     * @return \Generator<int, Request, Response, list<CheckedActivity>>
     */
    public function activities(Memory $memory): \Generator
    {
        ksort($this->found);
        $activities = [];
        foreach ($this->found as $number => $onPage) {
            foreach (array_reverse($onPage) as $activity) {
                $activities[$activity->id] ??= [$number, $activity];
            }
        }
        foreach ($memory->knownActivities(array_keys($activities)) as $known) {
            unset($activities[$known]);
        }
        $complete = [];
        foreach ($activities as [$number, $activity]) {
            if ($activity->needsObject()) {
                $activity = yield from $this->complete($activity, $number);
            }
            if ($activity !== null) {
                $complete[] = $activity;
            }
        }
        return $complete;
    }

    /**
     * Completes an activity that only names its object by the object's file.
     *
     * @return \Generator<int, Request, Response, CheckedActivity|null>
     */
    private function complete(CheckedActivity $activity, int $number): \Generator
    {
        $isActor = $activity->objectId === $this->account->actorId;
        $refused = false;
        foreach ($this->objects-- > 0 ? array_slice($this->bases, 0, Limits::BASES_TRIED) : [] as $base) {
            $response = yield from $this->get($base, $activity->objectId, Limits::FILE_BYTES, false);
            if ($response->status !== 200) {
                continue;
            }
            try {
                $object = $isActor
                    ? ActorCheck::parse($response->body, $this->account)
                    : ObjectCheck::parse($response->body, $this->account);
                if ($object->id !== $activity->objectId) {
                    throw new Refused(Refused::WRONG_PLACE, '8.3', 'file of another object');
                }
                return $activity->withObject($object);
            } catch (Refused $exception) {
                $this->refusals[] = $exception;
                $refused = true;
            }
        }
        if (!$refused) {
            // Not to be had now: its page is read again.
            $this->failed = true;
            $this->state->makeHole($number);
        }
        return null;
    }

    /**
     * @return \Generator<int, Request, Response, void>
     */
    public function actor(): \Generator
    {
        foreach (array_slice($this->bases, 0, Limits::BASES_TRIED) as $base) {
            $response = yield from $this->get($base, $this->account->actorId, Limits::ACTOR_BYTES, false);
            if ($response->status !== 200) {
                continue;
            }
            try {
                $actor = ActorCheck::parse($response->body, $this->account);
            } catch (Refused $refused) {
                $this->refusals[] = $refused;
                continue;
            }
            if (strcmp($actor->version, $this->state->actorVersion() ?? '') > 0) {
                $this->state->putActor($actor);
            }
            return;
        }
    }

    private function url(string $base, string $id): string
    {
        return rtrim($base, '/') . $this->account->folder . '/' . substr($id, strlen($this->account->prefix));
    }
}
