<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What a reader keeps of an account between polls (bridge-spec section 8.2); store toJson() with what the outcome's
 * changes brought, at once or not at all. A consumer never changes the state that it is given.
 */
final class AccountState
{
    /** `updated` of the newest outbox that has been processed. */
    public ?string $updated = null;
    public int $totalItems = 0;
    /** Where it was last read. */
    public ?string $base = null;
    /** @var list<string> origins that the user typed or that came with the address */
    public array $hints = [];
    /** @var array<int, array{string, int, int}> fingerprint, totalItems and items below of processed pages by number */
    public array $pages = [];
    /** @var array<int, true> pages at which an unread stretch begins, downwards */
    public array $gaps = [];
    /** @var array<int, true> pages that could not be had or were refused */
    public array $holes = [];
    /** @var array<string, array{string|null, string|null}> ETag and Last-Modified by address */
    public array $validators = [];
    /** @var array<string, mixed>|null the verified actor */
    public ?array $actor = null;
    /** The account's pin: the first `nextKeyDigest` that was verified, never replaced (bridge-spec section 4). */
    public ?string $nextKeyDigest = null;
    /** @var list<string> origins that its verified actors have named, in the order in which they came */
    public array $oldBases = [];
    /** When a statement of succession was last asked for. */
    public int $askedSuccessor = 0;
    /** The accepted statement; from then on nothing of this account is taken any more. */
    public ?string $statement = null;
    public bool $ended = false;
    /** Polls in a row that reached no host. */
    public int $failures = 0;

    private function __construct(public readonly string $did)
    {
    }

    /** @param list<string> $hints origins where the account can be read, beside its own gateways */
    public static function start(Account $account, array $hints = []): self
    {
        $state = new self($account->did);
        $state->hints = $hints;
        return $state;
    }

    public function actorVersion(): ?string
    {
        return $this->actor['updated'] ?? null;
    }

    public function putActor(CheckedObject $actor): void
    {
        $this->actor = $actor->document;
    }

    /**
     * What verified actors, also old ones, say about successors and hosts, is remembered whatever later ones say.
     *
     * @param list<CheckedObject> $actors of one reading
     */
    public function meetActors(array $actors): void
    {
        usort($actors, static fn (CheckedObject $a, CheckedObject $b): int => strcmp($a->version, $b->version));
        foreach ($actors as $actor) {
            $digest = $actor->document['nextKeyDigest'] ?? null;
            $this->nextKeyDigest ??= is_string($digest) ? $digest : null;
            $bases = array_unique(array_merge($this->oldBases, ActorCheck::gateways($actor->document)));
            $this->oldBases = array_slice(array_values($bases), 0, Limits::OLD_BASES);
        }
    }

    /** The account that goes on in the place of this one, as it says itself. */
    public function succession(): ?Statement
    {
        return $this->statement === null
            ? null
            : SuccessionCheck::parse($this->statement, Account::of($this->did), $this->nextKeyDigest);
    }

    /**
     * Seconds until the next poll: what the actor asks for within the bounds of the format, twice as long after each
     * failure, and a little at random, so that not everybody asks at once.
     */
    public function waitSeconds(): int
    {
        $asked = Timestamp::durationSeconds($this->actor['updateInterval'] ?? null) ?? Limits::INTERVAL_SECONDS_LEAST;
        $wait = max(Limits::INTERVAL_SECONDS_LEAST, $asked) * 2 ** min($this->failures, 8);
        $wait = min(Limits::INTERVAL_SECONDS_MOST, $wait);
        return $wait + random_int(0, intdiv($wait, 10));
    }

    public function toJson(): string
    {
        return (string) json_encode(get_object_vars($this), JSON_THROW_ON_ERROR | Jcs::FLAGS);
    }

    /** @throws \InvalidArgumentException when this is no stored state */
    public static function fromJson(string $json): self
    {
        $stored = json_decode($json, true);
        if (!is_array($stored) || !is_string($stored['did'] ?? null)) {
            throw new \InvalidArgumentException('not a stored state of an account');
        }
        $state = new self($stored['did']);
        unset($stored['did']);
        try {
            foreach ($stored as $name => $value) {
                if (property_exists($state, $name)) {
                    $state->$name = $value;
                }
            }
        } catch (\TypeError) {
            throw new \InvalidArgumentException('not a stored state of an account');
        }
        return $state;
    }

    public function rememberPage(CheckedPage $page): void
    {
        $this->pages[$page->number] = [$page->fingerprint, $page->totalItems, $page->itemsBelow];
        unset($this->gaps[$page->number], $this->holes[$page->number]);
    }

    /** The page has to be read again, whatever is known of it. */
    public function makeHole(int $number): void
    {
        $this->holes[$number] = true;
        unset($this->gaps[$number], $this->pages[$number]);
    }

    /** Keeps of everything what is worth keeping. */
    public function trim(): void
    {
        krsort($this->pages);
        krsort($this->gaps);
        krsort($this->holes);
        $keep = array_slice($this->pages, 0, Limits::PAGES_REMEMBERED, true);
        foreach (array_keys($this->gaps + $this->holes) as $end) {
            $keep += array_intersect_key($this->pages, [$end + 1 => true]);
            $below = array_filter($this->pages, static fn (int $number): bool => $number < $end, ARRAY_FILTER_USE_KEY);
            $keep += array_slice($below, 0, Limits::PAGES_REMEMBERED_BELOW_GAP, true);
        }
        krsort($keep);
        $this->pages = $keep;
        $this->gaps = array_slice($this->gaps, 0, Limits::GAPS, true);
        $this->holes = array_slice($this->holes, 0, Limits::HOLES, true);
        $this->validators = array_slice($this->validators, -Limits::ETAGS_REMEMBERED, null, true);
    }
}
