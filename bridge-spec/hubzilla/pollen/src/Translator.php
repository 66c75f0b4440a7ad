<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\CheckedObject;
use Pollen\Reader\PortableId;
use Pollen\Reader\Timestamp;
use Pollen\Server\QuoteLine;
use Pollen\Server\Sanitiser;
use Pollen\Server\WebPages;

/**
 * Writes a verified object the way Hubzilla's own ActivityPub code understands it: sanitised texts, and only members
 * that are known here. What Hubzilla would fetch, execute or prefer over the content (`source`, `quoteUrl`,
 * `diaspora:guid`, `commentPolicy`, `expires`, `directMessage`, attachments of type `PropertyValue`) cannot get through.
 */
final class Translator
{
    private const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
    private const TAGS = 64;
    private const KINDS = ['Image', 'Video', 'Audio', 'Document'];

    private Sanitiser $sanitiser;

    public function __construct(private StoredAccount $stored, private int $nowSeconds)
    {
        $this->sanitiser = new Sanitiser(self::address(...));
    }

    /** Where a Pollen thing can be looked at in a browser. */
    public static function address(string $id): ?string
    {
        $parsed = PortableId::parse($id);
        if ($parsed === null) {
            return null;
        }
        $account = \Pollen\Reader\Account::of($parsed->did);
        return WebPages::ofAccount($account, AccountTable::find($parsed->did)?->state->actor);
    }

    /**
     * The object as Hubzilla reads it; every type is a Note with a title here.
     *
     * @return array<string, mixed>
     */
    public function note(CheckedObject $object): array
    {
        $document = $object->document;
        $published = $this->date($document['published']);
        $tags = $this->tags($document['tag'] ?? []);
        $note = [
            'id' => $object->id,
            'type' => 'Note',
            'attributedTo' => $this->stored->account->did,
            'published' => $published,
            'content' => Hashtags::link($this->content($document), self::names($tags)),
            'to' => $this->audience($document['to'] ?? []),
            'cc' => $this->audience($document['cc'] ?? []),
            'tag' => $tags,
            'attachment' => $this->attachments($document['attachment'] ?? []),
        ];
        $id = PortableId::parse($object->id);
        if ($id !== null) {
            $actor = $this->stored->state->actor;
            $note['url'] = WebPages::ofPost($this->stored->account, $actor, $id, $document['published']);
        }
        if (isset($document['updated'])) {
            $note['updated'] = max($published, $this->date($document['updated']));
        }
        foreach (['name', 'summary'] as $member) {
            if (is_string($document[$member] ?? null) && $document[$member] !== '') {
                $note[$member] = Sanitiser::text($document[$member]);
            }
        }
        if (PortableId::isAnyId($document['inReplyTo'] ?? null)) {
            $note['inReplyTo'] = PortableId::normalize($document['inReplyTo']);
        }
        return array_filter($note, static fn (mixed $value): bool => $value !== []);
    }

    /** The language of a text that has just one, for the column that Hubzilla fills by guessing. */
    public static function language(CheckedObject $object): ?string
    {
        $map = $object->document['contentMap'] ?? null;
        $languages = is_array($map) ? array_keys($map) : [];
        $language = count($languages) === 1 ? strtolower((string) $languages[0]) : '';
        return preg_match('/\A[a-z]{2,3}(?=-|\z)/', $language, $parts) === 1 ? $parts[0] : null;
    }

    /** Dates in the future count as now. */
    public function date(string $date): string
    {
        return min($date, Timestamp::fromSeconds($this->nowSeconds));
    }

    /** @param array<string, mixed> $document */
    private function content(array $document): string
    {
        $quoted = $document['quote'] ?? null;
        $link = PortableId::isAnyId($quoted) ? self::page($quoted) ?? self::address($quoted) ?? $quoted : null;
        $text = is_string($document['content'] ?? null) ? $document['content'] : '';
        $html = $this->sanitiser->html($link === null ? $text : QuoteLine::without($text)) . Polls::html($document);
        return $link === null ? $html : $html . $this->sanitiser->html('<p><a href="' . htmlspecialchars($link) . '">' . htmlspecialchars($link) . '</a></p>');
    }

    /** Of a post that this hub has; of others only their authors' pages are known. */
    private static function page(string $id): ?string
    {
        $rows = q("select plink from item where mid = '%s' and item_deleted = 0 limit 1", dbesc(PortableId::normalize($id)));
        $link = is_array($rows) ? (string) ($rows[0]['plink'] ?? '') : '';
        return $link === '' ? null : $link;
    }

    /**
     * @param list<array<string, string>> $tags
     * @return list<string> of hashtags
     */
    private static function names(array $tags): array
    {
        $hashtags = array_filter($tags, static fn (array $tag): bool => $tag['type'] === 'Hashtag');
        return array_values(array_map(static fn (array $tag): string => substr($tag['name'], 1), $hashtags));
    }

    /** @return list<array<string, string>> */
    private function tags(mixed $tags): array
    {
        $written = [];
        foreach (array_slice(is_array($tags) ? $tags : [], 0, self::TAGS) as $tag) {
            $type = is_array($tag) ? $tag['type'] ?? null : null;
            $name = is_string($tag['name'] ?? null) ? Sanitiser::plain($tag['name'], 255) : '';
            if ($type === 'Hashtag' && preg_match('/\A#?([^\s#\[\]<>"\'&]{1,100})\z/u', $name, $parts) === 1) {
                $written[] = ['type' => 'Hashtag', 'name' => '#' . $parts[1], 'href' => Hashtags::address($parts[1])];
            } elseif ($type === 'Mention' && PortableId::isAnyId($tag['href'] ?? null) && $name !== '') {
                $href = self::address($tag['href']) ?? $tag['href'];
                $written[] = ['type' => 'Mention', 'name' => '@' . ltrim($name, '@'), 'href' => $href];
            }
        }
        return $written;
    }

    /** @return list<array<string, string>> */
    private function attachments(mixed $attachments): array
    {
        $written = [];
        // Hubzilla puts each one in front of the text, the first last.
        foreach (array_reverse(is_array($attachments) ? array_values($attachments) : []) as $part) {
            $type = is_array($part) ? $part['type'] ?? null : null;
            $address = in_array($type, self::KINDS, true) ? MediaTable::address($part, $this->stored->account->did) : null;
            if ($address === null) {
                continue;
            }
            $mediaType = (string) ($part['mediaType'] ?? '');
            $written[] = array_filter([
                'type' => $type,
                'mediaType' => preg_match('~\A[a-z]+/[a-z0-9.+-]+\z~', $mediaType) === 1 ? $mediaType : null,
                'url' => $address,
                'name' => is_string($part['name'] ?? null) ? htmlspecialchars(Sanitiser::plain($part['name'])) : null,
            ]);
        }
        return $written;
    }

    /** @return list<string> */
    private function audience(mixed $list): array
    {
        return array_values(array_filter(is_array($list) ? $list : [], static fn (mixed $id): bool => is_string($id)
            && ($id === self::PUBLIC || PortableId::isAnyId($id))));
    }
}
