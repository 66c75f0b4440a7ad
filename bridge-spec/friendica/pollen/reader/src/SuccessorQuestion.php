<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Asks hosts of an account whether another one goes on in its place (bridge-spec section 8.5): where a host hints at it, and
 * otherwise once a day, or when there is reason, at all hosts that the account ever named. Internal to Consumer.
 */
final class SuccessorQuestion
{
    private const FILE = 'successor.jsonld';

    /** @param list<string> $configured bases of the reader itself */
    public function __construct(private Run $run, private array $configured)
    {
    }

    /**
     * Leaves the first valid statement in the run's state. Answers that are none change nothing.
     *
     * @param bool $isUrged somebody says that there is news
     * @return \Generator<int, Request, Response, void>
     */
    public function ask(int $nowSeconds, bool $isUrged, bool $isNews): \Generator
    {
        $state = $this->run->state;
        if ($state->nextKeyDigest === null || $state->statement !== null) {
            return;
        }
        $bases = array_keys($this->run->hints);
        $ago = $nowSeconds - $state->askedSuccessor;
        $wait = Limits::SUCCESSOR_SECONDS - random_int(0, intdiv(Limits::SUCCESSOR_SECONDS, 10));
        // A clock that was wrong once does not silence the question for ever.
        $isDue = $isUrged || $ago < 0 || $ago >= ($isNews ? Limits::SUCCESSOR_SECONDS_AT_NEWS : $wait);
        if ($isDue) {
            $state->askedSuccessor = $nowSeconds;
            $bases = array_merge($bases, $state->oldBases, $this->configured);
        }
        foreach (array_slice(array_values(array_unique($bases)), 0, Limits::BASES) as $base) {
            $id = $this->run->account->prefix . self::FILE;
            $response = yield from $this->run->get($base, $id, Limits::STATEMENT_BYTES, false);
            if ($response->status !== 200) {
                continue;
            }
            try {
                $statement = SuccessionCheck::parse($response->body, $this->run->account, $state->nextKeyDigest);
            } catch (Refused $refused) {
                $this->run->refusals[] = $refused;
                continue;
            }
            $state->statement = $statement->text;
            return;
        }
    }

    /** What was read before the statement was found does not count. */
    public function outcome(AccountState $before): Outcome
    {
        $state = clone $before;
        $asked = $this->run->state;
        [$state->statement, $state->nextKeyDigest] = [$asked->statement, $asked->nextKeyDigest];
        [$state->askedSuccessor, $state->oldBases] = [$asked->askedSuccessor, $asked->oldBases];
        $state->failures = 0;
        return new Outcome(Outcome::SUCCEEDED, $state, [], $this->run->refusals, $this->run->requests);
    }
}
