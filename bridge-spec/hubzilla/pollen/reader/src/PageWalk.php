<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Reads pages of the outbox downwards and collects what is on them (bridge-spec section 8.3, walk). Internal to
 * Consumer.
 */
final class PageWalk
{
    private const READ = 'read';
    private const SAME = 'same';
    private const MISSED = 'missed';
    private const REFUSED = 'refused';

    /** @var array<int, list<CheckedActivity>> activities by page, newest first */
    public array $found = [];
    /** @var array<int, true> pages that had been holes */
    public array $reread = [];
    public bool $leftGap = false;
    /** The newest page had fewer activities than the outbox promised. */
    public bool $isNewestIncomplete = false;
    /** @var array<int, int> activities below each page that was had */
    private array $below = [];
    /** @var array<int, true> */
    private array $visited = [];
    /** Pages asked for, had or not. */
    private int $attempts;

    /** @param int $pages how many may be had */
    public function __construct(private Run $run, private int $pages)
    {
        $this->attempts = 2 * $pages + 2;
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
            if (isset($this->visited[$number]) || ($number !== $from && isset($this->run->state->gaps[$number]))) {
                return;
            }
            if ($this->pages <= 0 || $this->attempts-- <= 0) {
                $this->run->state->gaps[$number] = true;
                unset($this->run->state->pages[$number]);
                $this->leftGap = true;
                return;
            }
            $this->visited[$number] = true;
            $isNewest = $number === $from && $outboxItems !== null;
            $above = $this->below[$number + 1] ?? $this->run->state->pages[$number + 1][2] ?? null;
            $isWhole = static fn (int $items): bool => $isNewest
                ? $items >= $outboxItems
                : $above === null || $items >= $above;
            [$verdict, $isComplete] = yield from $this->page($number, $isWhole);
            $this->pages -= $verdict === self::MISSED ? 0 : 1;
            if ($verdict === self::SAME && $isComplete) {
                return;
            }
            if (!$isComplete) {
                $this->run->failed = true;
                if ($isNewest && ($verdict === self::SAME || $verdict === self::READ)) {
                    $this->isNewestIncomplete = true;
                } else {
                    $this->run->state->makeHole($number);
                }
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
        [$known, $knownItems, $knownBelow] = $this->run->state->pages[$number] ?? [null, 0, 0];
        $id = $this->run->account->pageId($number);
        $verdict = self::MISSED;
        foreach ($this->run->basesToTry() as $base) {
            $response = yield from $this->run->get($base, $id, Limits::FILE_BYTES, $known !== null);
            $page = null;
            if ($response->status === 200) {
                try {
                    $page = PageCheck::parse($response->body, $this->run->account, $number, $known);
                } catch (Refused $refused) {
                    $this->run->refusals[] = $refused;
                    $verdict = $verdict === self::MISSED ? self::REFUSED : $verdict;
                    continue;
                }
                $this->run->rememberValidators($base, $id, $response);
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
        if (isset($this->run->state->holes[$page->number])) {
            $this->reread[$page->number] = true;
        }
        $this->run->state->rememberPage($page);
        $activities = [];
        foreach ($page->activities as $activity) {
            if ($activity instanceof Refused) {
                $this->run->refusals[] = $activity;
            } else {
                $activities[] = $activity;
            }
        }
        $this->found[$page->number] = array_merge($activities, $this->found[$page->number] ?? []);
    }
}
