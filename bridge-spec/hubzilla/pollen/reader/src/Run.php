<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * One poll of one account: asks hosts, keeps count. Internal to Consumer.
 */
final class Run
{
    public int $requests = 0;
    /** @var list<Refused> */
    public array $refusals = [];
    /** @var list<CheckedObject> verified actors that were met */
    public array $actors = [];
    /** @var array<string, true> bases that keep a statement of succession, as they say */
    public array $hints = [];
    /** Something could not be had or was refused. */
    public bool $failed = false;

    /** @param list<string> $bases best first */
    public function __construct(
        public readonly Account $account,
        public readonly AccountState $state,
        public array $bases
    ) {
    }

    /** @return list<string> those that are asked for one file, one after the other */
    public function basesToTry(): array
    {
        return array_slice($this->bases, 0, Limits::BASES_TRIED);
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
        if ($response->hintsAtSuccessor()) {
            $this->hints[$base] = true;
        }
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
     * @return \Generator<int, Request, Response, void>
     */
    public function actor(): \Generator
    {
        foreach ($this->basesToTry() as $base) {
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
            $this->actors[] = $actor;
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
