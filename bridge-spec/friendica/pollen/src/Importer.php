<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Database\DBA;
use Friendica\DI;
use Friendica\Model\Item;
use Friendica\Model\Post;
use Friendica\Protocol\ActivityPub\Receiver;
use Friendica\Util\JsonLD;
use Pollen\Reader\Change;
use Pollen\Reader\CheckedObject;
use Pollen\Reader\PortableId;

/**
 * Stores what verified activities of one account do. Friendica's own ActivityPub code makes the items; nothing is
 * handed to it that the account's key has not signed, and nothing that belongs to somebody else.
 */
final class Importer
{
    private Translator $translator;

    /** @param bool $isHistory what was there before anybody followed: nobody is told of it as new */
    public function __construct(
        private StoredAccount $stored,
        private Threads $threads,
        private int $nowSeconds,
        private bool $isHistory = false
    ) {
        $this->translator = new Translator($stored, $stored->state->actor, $nowSeconds);
    }

    /**
     * @param list<int> $followers users who get what is new
     * @return bool false: it could not be stored now, and may be later
     */
    public function apply(Change $change, array $followers): bool
    {
        switch ($change->kind) {
            case Change::POST:
                $isNews = $change->isNews && $this->isRecent($change->date);
                return !$this->ownsItem(LocalId::of($change->targetId))
                    || $this->create($change->object, $followers, $isNews, $change->activity->id);
            case Change::EDIT:
                return !$this->ownsItem(LocalId::of($change->targetId)) || $this->update($change->object, $followers);
            case Change::DELETE:
            case Change::UNDO:
                $this->delete(LocalId::of($change->targetId));
                return true;
            case Change::ANNOUNCE:
            case Change::LIKE:
            case Change::REACT:
                return $this->react($change, $followers);
            case Change::MOVE:
                return Moves::follow($this->stored, $change->targetId, $followers);
            case Change::CLAIM:
                Successors::hear($change);
                return true;
            case Change::END:
                $this->end();
                return true;
        }
        return true;
    }

    /**
     * @param list<int> $followers
     * @return bool the item exists now
     */
    public function create(CheckedObject $object, array $followers, bool $isNews, ?string $activityId = null): bool
    {
        $uri = LocalId::of($object->id);
        if (!$this->ownsItem($uri)) {
            return false;
        }
        $parent = $object->document['inReplyTo'] ?? null;
        if (is_string($parent) && PortableId::isAnyId($parent) && !$this->threads->ensure($parent)) {
            // Friendica would look for it once more, without our bounds, and then drop the answer.
            DI::logger()->info('Pollen: what is answered cannot be had', ['id' => $object->id]);
            return false;
        }
        $quote = $object->document['quote'] ?? null;
        if (is_string($quote) && PortableId::isAnyId($quote) && !$this->threads->ensure($quote)) {
            $object = self::withoutQuote($object);
        }
        if (!Post::exists(['uri' => $uri])) {
            $this->handOver($this->translator->post('Create', $object, $activityId));
            if (!$isNews) {
                // Friendica has given answers to those who have the post above.
                Item::update(['unseen' => false], ['uri' => $uri]);
            }
        }
        return $this->distribute($uri, $followers, $isNews);
    }

    /** @param list<int> $followers */
    private function update(CheckedObject $object, array $followers): bool
    {
        if (!Post::exists(['uri' => LocalId::of($object->id)])) {
            return $this->create($object, $followers, false);
        }
        $this->handOver($this->translator->post('Update', $object));
        return true;
    }

    /** @param list<int> $followers */
    private function react(Change $change, array $followers): bool
    {
        $isAnnounce = $change->kind === Change::ANNOUNCE;
        if ($isAnnounce && !$this->threads->ensure($change->targetId)) {
            return false;
        }
        if (!$isAnnounce && !Post::exists(['uri' => LocalId::of($change->targetId)])) {
            return true;
        }
        $activity = $change->activity;
        if (!Post::exists(['uri' => LocalId::of($activity->id)])) {
            $this->handOver($this->translator->reaction($activity->type, $activity->id, $change->targetId, $activity->document));
        }
        return !$isAnnounce
            || $this->distribute(LocalId::of($activity->id), $followers, $this->isRecent($change->date));
    }

    private function delete(string $uri): void
    {
        Item::markForDeletion(['uri' => $uri, 'author-id' => Contacts::publicId($this->stored), 'deleted' => false]);
    }

    private function end(): void
    {
        Item::markForDeletion(['author-id' => Contacts::publicId($this->stored), 'deleted' => false]);
    }

    /** While nobody can know whether a thief has ended it: nothing of it is shown, and nothing is lost. */
    public static function show(StoredAccount $stored, bool $isVisible): void
    {
        Post::update(['visible' => $isVisible], [
            'author-id' => Contacts::publicId($stored),
            'visible' => !$isVisible,
            'deleted' => false,
        ]);
    }

    /** @param array<string, mixed> $activity */
    private function handOver(array $activity): void
    {
        $compact = JsonLD::compact($activity);
        if (!is_array($compact) || $compact === []) {
            DI::logger()->notice('Pollen: activity not understood', ['id' => $activity['id']]);
            return;
        }
        // Old posts are history, not refuse; and no other server is asked to confirm what is proven.
        $compact['completion-mode'] = Receiver::COMPLETION_MANUAL;
        $raw = (string) json_encode($activity, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        $signer = [$this->stored->url()];
        ItemGuard::write($this->stored, static function () use ($compact, $raw, $signer): void {
            Receiver::processActivity($compact, $raw, 0, true, false, $signer, '', Receiver::COMPLETION_MANUAL);
        });
    }

    /**
     * Puts a stored item into the timelines of users; repetitions are harmless.
     *
     * @param list<int> $followers
     */
    public function distribute(string $uri, array $followers, bool $isNews): bool
    {
        $item = Post::selectFirst(['uri-id', 'created'], ['uri' => $uri, 'uid' => 0]);
        if (!is_array($item)) {
            return false;
        }
        foreach ($followers as $uid) {
            if (Post::exists(['uri-id' => $item['uri-id'], 'uid' => $uid])) {
                continue;
            }
            $fields = ['post-reason' => Item::PR_FOLLOWER] + ($isNews ? [] : ['received' => $item['created']]);
            $id = Item::storeForUserByUriId((int) $item['uri-id'], $uid, $fields);
            if ($id !== 0 && !$isNews) {
                Item::update(['unseen' => false], ['id' => $id]);
            }
        }
        return true;
    }

    private static function withoutQuote(CheckedObject $object): CheckedObject
    {
        $document = $object->document;
        unset($document['quote']);
        return new CheckedObject($object->id, $object->type, $object->version, $document);
    }

    /** The place of an item is free or holds an item of this account. */
    private function ownsItem(string $uri): bool
    {
        $item = Post::selectFirst(['author-link', 'deleted'], ['uri' => $uri]);
        return !is_array($item) || ($item['author-link'] === $this->stored->url() && !$item['deleted']);
    }

    private function isRecent(?string $date): bool
    {
        return !$this->isHistory && $date !== null && $this->nowSeconds - (int) strtotime($date) <= 86400;
    }
}
