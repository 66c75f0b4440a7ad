<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Change;
use Pollen\Reader\CheckedObject;
use Zotlabs\Lib\ActivityStreams;

/**
 * Stores what verified activities of one account do, in every channel that follows it. Hubzilla's own ActivityPub code
 * makes the items; nothing is handed to it that the account's key has not signed.
 */
final class Importer
{
    private const RECENT_SECONDS = 86400;
    private const REACTIONS = [Change::LIKE => 'Like', Change::ANNOUNCE => 'Announce', Change::REACT => 'EmojiReact'];

    private Translator $translator;
    private ItemWriter $writer;

    /**
     * @param list<array<string, mixed>> $channels
     * @param bool $isHistory what was there before they followed: nobody is told of it as new
     */
    public function __construct(
        private StoredAccount $stored,
        private array $channels,
        private Threads $threads,
        private int $nowSeconds,
        private bool $isHistory = false
    ) {
        $this->translator = new Translator($stored, $nowSeconds);
        $this->writer = new ItemWriter($stored->account);
    }

    public function apply(Change $change): void
    {
        switch ($change->kind) {
            case Change::POST:
                foreach ($this->channels as $channel) {
                    $this->post($channel, $change->object, $change->isNews && $this->isRecent($change->date));
                }
                break;
            case Change::EDIT:
                foreach ($this->channels as $channel) {
                    $this->edit($channel, $change->object);
                }
                break;
            case Change::DELETE:
            case Change::UNDO:
                $this->writer->drop($change->targetId);
                break;
            case Change::LIKE:
            case Change::ANNOUNCE:
            case Change::REACT:
                foreach ($this->channels as $channel) {
                    $this->react($channel, $change);
                }
                break;
            case Change::CLAIM:
                Successors::hear($change);
                break;
            case Change::END:
                $this->writer->dropAll();
                break;
        }
    }

    /**
     * @param array<string, mixed> $channel
     * @param array<string, mixed> $fields of the item beside those of the object
     * @return bool the item is there
     */
    public function post(array $channel, CheckedObject $object, bool $isNews, array $fields = [], bool $isWanted = true): bool
    {
        if (ItemWriter::find((int) $channel['channel_id'], $object->id) !== null) {
            return true;
        }
        $note = $this->translator->note($object);
        if (isset($note['inReplyTo']) && !isset($fields['source_xchan'])) {
            if (!$this->threads->ensure($channel, $note['inReplyTo'])) {
                return false;
            }
        }
        $isStored = $this->writer->write(
            $channel,
            $this->activity('Create', $object->id . '#create', $note),
            $fields + self::languageField($object) + ($isNews ? [] : ['item_unseen' => 0]),
            $isWanted
        );
        $this->setLanguage($channel, $object);
        return $isStored;
    }

    /** @param array<string, mixed> $channel */
    private function edit(array $channel, CheckedObject $object): void
    {
        // Not there: the channel's owner has removed it, or never had it.
        $row = ItemWriter::find((int) $channel['channel_id'], $object->id);
        if ($row === null || intval($row['item_deleted'])) {
            return;
        }
        $note = $this->translator->note($object);
        $parent = $row['thr_parent'] !== $row['mid'] ? $row['thr_parent'] : null;
        unset($note['inReplyTo']);
        $note = $parent === null ? $note : $note + ['inReplyTo' => $parent];
        // Hubzilla would call the item an update of something, and a boosted post no longer boosted.
        $fields = ['verb' => $row['verb']] + self::languageField($object);
        $this->writer->write($channel, $this->activity('Update', $object->id . '#update', $note), $fields);
        $this->setLanguage($channel, $object);
    }

    /** @param array<string, mixed> $channel */
    private function react(array $channel, Change $change): void
    {
        $type = self::REACTIONS[$change->kind];
        $channelId = (int) $channel['channel_id'];
        $row = ItemWriter::find($channelId, $change->targetId);
        if ($row === null && $change->kind === Change::ANNOUNCE) {
            $this->threads->share($channel, $change->targetId, $this->stored->account, $this->isRecent($change->date));
            return;
        }
        $id = $change->activity->id;
        $object = $row === null || intval($row['item_deleted']) || ItemWriter::find($channelId, $id) !== null
            ? null
            : Activities::target($row);
        if ($object === null) {
            return;
        }
        $data = ['published' => $this->translator->date($change->activity->published)];
        if ($change->kind === Change::REACT) {
            $data['content'] = (string) ($change->activity->document['content'] ?? '');
        }
        $activity = Activities::of($type, $id, $this->stored->account, $object, $data);
        $this->writer->write($channel, $activity, $this->isRecent($change->date) ? [] : ['item_unseen' => 0]);
    }

    /** @return array<string, string> */
    private static function languageField(CheckedObject $object): array
    {
        $language = Translator::language($object);
        return $language === null ? [] : ['lang' => $language];
    }

    /** @param array<string, mixed> $note */
    private function activity(string $type, string $id, array $note): ActivityStreams
    {
        return Activities::of($type, $id, $this->stored->account, $note);
    }

    /** Hubzilla writes its own guess when it stores a text; the author knows it. @param array<string, mixed> $channel */
    private function setLanguage(array $channel, CheckedObject $object): void
    {
        $language = Translator::language($object);
        if ($language !== null) {
            Database::change('item', ['lang' => $language], ['mid' => $object->id, 'uid' => (int) $channel['channel_id']]);
        }
    }

    private function isRecent(?string $date): bool
    {
        return !$this->isHistory && $date !== null && $this->nowSeconds - (int) strtotime($date) <= self::RECENT_SECONDS;
    }
}
