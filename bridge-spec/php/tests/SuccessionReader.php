<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\AccountState;
use Pollen\Reader\ActivityCheck;
use Pollen\Reader\ActorCheck;
use Pollen\Reader\Applier;
use Pollen\Reader\ArrayMemory;
use Pollen\Reader\PortableId;
use Pollen\Reader\Refused;
use Pollen\Reader\SignedJson;
use Pollen\Reader\SuccessionCheck;
use Pollen\Reader\Successions;

/** The least that a reader with a database does about successors. */
final class SuccessionReader
{
    private const NOW = '2027-01-01T00:00:00Z';

    /** @var array<string, AccountState> */
    private array $states = [];
    private ArrayMemory $memory;

    public function __construct()
    {
        $this->memory = new ArrayMemory();
    }

    /** Whether the event changed anything. */
    public function take(string $event, string $did, string $text): bool
    {
        $account = Account::of($did);
        if ($event === 'statement') {
            return $this->hear($account, $text);
        }
        if ($this->successorOf($did) !== null) {
            return false;
        }
        if ($event === 'actor') {
            $this->state($did)->meetActors([ActorCheck::parse($text, $account)]);
            return true;
        }
        $activity = ActivityCheck::parse($text, $account);
        if ($activity->object !== null && $activity->object->id === $account->actorId) {
            $this->state($did)->meetActors([$activity->object]);
        }
        $claimed = SuccessionCheck::claimed($activity, $account);
        if ($claimed !== null) {
            $this->hear(Account::of($claimed), SignedJson::encode($activity->document));
        }
        $applier = new Applier($account, $this->memory, self::NOW, null);
        $this->memory->store([$applier->apply($activity)]);
        return true;
    }

    public function endOf(string $did): string
    {
        $chain = Successions::chain($did, $this->successorOf(...));
        return $chain[count($chain) - 1];
    }

    /** @return array<string, string> */
    public function objectsOf(string $did): array
    {
        $contents = [];
        foreach ($this->memory->objects as $id => $object) {
            if (PortableId::parse($id)?->did === $did) {
                $contents[$id] = $object->document['content'];
            }
        }
        ksort($contents, SORT_STRING);
        return $contents;
    }

    private function hear(Account $account, string $text): bool
    {
        $state = $this->state($account->did);
        try {
            $statement = SuccessionCheck::parse($text, $account, $state->nextKeyDigest);
        } catch (Refused) {
            return false;
        }
        $before = $state->succession();
        $isNews = $before === null || $statement->countsMoreThan($before);
        if (!$isNews || Successions::closesCircle($statement, $this->successorOf(...))) {
            return false;
        }
        $state->statement = $text;
        foreach ($this->memory->objects as $id => $object) {
            if (PortableId::parse($id)?->did === $account->did && !$statement->leaves($object->version)) {
                unset($this->memory->objects[$id]);
            }
        }
        return true;
    }

    private function successorOf(string $did): ?string
    {
        return ($this->states[$did] ?? null)?->succession()?->successor;
    }

    private function state(string $did): AccountState
    {
        return $this->states[$did] ??= AccountState::start(Account::of($did));
    }
}
