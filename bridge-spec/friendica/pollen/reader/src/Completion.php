<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Makes of what stands on pages what can be applied: new, in order, each with its object. Internal to Consumer.
 */
final class Completion
{
    private int $objects = Limits::POLL_OBJECTS;

    public function __construct(private Run $run, private Memory $memory)
    {
    }

    /**
     * Everything found that is not known yet, complete, oldest first. On a page that had been a hole also what is known
     * but only names its object: that is why the page is read again. What cannot be completed comes without object.
     *
     * @param array<int, list<CheckedActivity>> $found by page, newest first
     * @param array<int, true> $reread pages that had been holes
     * @return \Generator<int, Request, Response, list<CheckedActivity>>
     */
    public function activities(array $found, array $reread): \Generator
    {
        ksort($found);
        $activities = [];
        foreach ($found as $number => $onPage) {
            foreach (array_reverse($onPage) as $activity) {
                $activities[$activity->id] ??= [$number, $activity];
            }
        }
        foreach ($this->memory->knownActivities(array_keys($activities)) as $known) {
            [$number, $activity] = $activities[$known];
            // A Delete puts a Tombstone into activities that were read long ago.
            $buries = $activity->object?->isTombstone() === true && !$this->memory->isDeleted($activity->object->id);
            if (!$buries && (!isset($reread[$number]) || !$activity->needsObject())) {
                unset($activities[$known]);
            }
        }
        $complete = [];
        foreach ($activities as [$number, $activity]) {
            $complete[] = $activity->needsObject() ? yield from $this->complete($activity, $number) : $activity;
        }
        return $complete;
    }

    /**
     * Completes an activity that only names its object by the object's file.
     *
     * @return \Generator<int, Request, Response, CheckedActivity>
     */
    private function complete(CheckedActivity $activity, int $number): \Generator
    {
        $isActor = $activity->objectId === $this->run->account->actorId;
        $refused = false;
        foreach ($this->objects-- > 0 ? $this->run->basesToTry() : [] as $base) {
            $response = yield from $this->run->get($base, $activity->objectId, Limits::FILE_BYTES, false);
            if ($response->status !== 200) {
                continue;
            }
            try {
                $object = $isActor
                    ? ActorCheck::parse($response->body, $this->run->account)
                    : ObjectCheck::parse($response->body, $this->run->account);
                if ($object->id !== $activity->objectId) {
                    throw new Refused(Refused::WRONG_PLACE, '8.3', 'file of another object');
                }
                return $activity->withObject($object);
            } catch (Refused $exception) {
                $this->run->refusals[] = $exception;
                $refused = true;
            }
        }
        $this->run->failed = true;
        if (!$refused) {
            // Not to be had now: its page is read again.
            $this->run->state->makeHole($number);
        }
        return $activity;
    }
}
