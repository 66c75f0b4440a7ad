<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What verified activities do (bridge-spec section 8.4): highest version wins, deletes and undos are for ever, in
 * whatever order things come. Looks through to the memory and keeps in mind what this run has already decided.
 */
final class Applier
{
    private const NOTED = [
        'Announce' => Change::ANNOUNCE,
        'Like' => Change::LIKE,
        'EmojiReact' => Change::REACT,
        'Follow' => Change::FOLLOW,
    ];

    /** @var array<string, string> */
    private array $versions = [];
    /** @var array<string, true> */
    private array $deleted = [];
    /** @var array<string, true> */
    private array $undone = [];

    public function __construct(
        private Account $account,
        private Memory $memory,
        private string $now,
        private ?string $actorVersion
    ) {
    }

    public function apply(CheckedActivity $activity): Change
    {
        $id = $activity->objectId;
        switch ($activity->type) {
            case 'Create':
            case 'Update':
                return $activity->object === null
                    ? new Change(Change::NONE, $activity, $id)
                    : $this->put($activity, $activity->object);
            case 'Delete':
                return $this->delete($activity, $id);
            case 'Undo':
                $this->undone[$id] = true;
                return new Change(Change::UNDO, $activity, $id);
            case 'Move':
                $claimed = SuccessionCheck::claimed($activity, $this->account);
                if ($claimed !== null) {
                    return new Change(Change::CLAIM, $activity, $claimed);
                }
                return new Change(Change::MOVE, $activity, PortableId::normalize($activity->document['target']));
        }
        $kind = self::NOTED[$activity->type] ?? Change::NONE;
        if (isset($this->undone[$activity->id]) || $this->memory->isUndone($activity->id)) {
            $kind = Change::NONE;
        }
        return new Change($kind, $activity, $id, null, $this->clamp($activity->published), true);
    }

    private function put(CheckedActivity $activity, CheckedObject $object): Change
    {
        if ($object->isTombstone()) {
            return $this->delete($activity, $object->id);
        }
        $isActor = $object->id === $this->account->actorId;
        $stored = $isActor
            ? $this->actorVersion
            : $this->versions[$object->id] ?? $this->memory->objectVersion($object->id);
        if ($this->isDeleted($object->id) || ($stored !== null && strcmp($stored, $object->version) >= 0)) {
            return new Change(Change::NONE, $activity, $object->id);
        }
        if ($isActor) {
            $this->actorVersion = $object->version;
            return new Change(Change::PROFILE, $activity, $object->id, $object, $this->clamp($object->version));
        }
        if (Vote::of($object->document) !== null) {
            // Only who asks counts it; nobody wants to read it.
            return new Change(Change::NONE, $activity, $object->id);
        }
        $this->versions[$object->id] = $object->version;
        $published = $this->clamp($object->document['published']);
        $age = Timestamp::seconds($this->clamp($activity->published)) - Timestamp::seconds($published);
        return $stored === null
            ? new Change(Change::POST, $activity, $object->id, $object, $published, $age <= Limits::NEWS_SECONDS)
            : new Change(Change::EDIT, $activity, $object->id, $object, $published);
    }

    private function delete(CheckedActivity $activity, string $id): Change
    {
        if ($this->isDeleted($id)) {
            return new Change(Change::NONE, $activity, $id);
        }
        $this->deleted[$id] = true;
        return new Change($id === $this->account->actorId ? Change::END : Change::DELETE, $activity, $id);
    }

    private function isDeleted(string $id): bool
    {
        return isset($this->deleted[$id]) || $this->memory->isDeleted($id);
    }

    private function clamp(string $date): string
    {
        return strcmp($date, $this->now) > 0 ? $this->now : $date;
    }
}
