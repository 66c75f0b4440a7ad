<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The work of one poll: asks hosts for files, checks them, collects activities. Internal to Consumer.
 */
final class Run
{
    public int $requests = 0;
    /** @var list<Refused> */
    public array $refusals = [];
    /** Pages that were new or had changed. */
    public int $changedPages = 0;
    /** Something could not be had or was refused. */
    public bool $failed = false;
    public bool $leftGap = false;
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
     * @return \Generator<int, Request, Response, void>
     */
    public function walk(int $from): \Generator
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
            $page = yield from $this->page($number);
            if ($page === true) {
                return;
            }
            $this->pages -= $page === false ? 0 : 1;
            if ($page instanceof CheckedPage) {
                $missedAbove = false;
                continue;
            }
            $this->failed = true;
            $this->state->holes[$number] = true;
            unset($this->state->gaps[$number], $this->state->pages[$number]);
            if ($page === false && $missedAbove) {
                return;
            }
            $missedAbove = $page === false;
        }
    }

    /**
     * @return \Generator<int, Request, Response, CheckedPage|bool|null> true: as remembered; false: not to be had;
     *         null: refused
     */
    private function page(int $number): \Generator
    {
        $known = $this->state->pages[$number] ?? null;
        $id = $this->account->pageId($number);
        $result = false;
        foreach (array_slice($this->bases, 0, Limits::BASES_TRIED) as $base) {
            $response = yield from $this->get($base, $id, Limits::FILE_BYTES, $known !== null);
            if ($response->status === 304) {
                return true;
            }
            if ($response->status !== 200) {
                continue;
            }
            try {
                $page = PageCheck::parse($response->body, $this->account, $number, $known);
            } catch (Refused $refused) {
                $this->refusals[] = $refused;
                $result = null;
                continue;
            }
            $this->rememberValidators($base, $id, $response);
            if ($page === null) {
                return true;
            }
            $this->take($page);
            return $page;
        }
        return $result;
    }

    private function take(CheckedPage $page): void
    {
        $this->changedPages++;
        $this->state->rememberPage($page->number, $page->fingerprint);
        $this->found[$page->number] = [];
        foreach ($page->activities as $activity) {
            if ($activity instanceof Refused) {
                $this->refusals[] = $activity;
            } else {
                $this->found[$page->number][] = $activity;
            }
        }
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
            $this->state->holes[$number] = true;
            unset($this->state->pages[$number]);
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
