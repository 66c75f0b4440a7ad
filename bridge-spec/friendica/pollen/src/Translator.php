<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Pollen\Reader\CheckedObject;
use Pollen\Reader\PortableId;
use Pollen\Reader\Timestamp;
use Pollen\Server\QuoteLine;
use Pollen\Server\WebPages;

/**
 * Writes a verified document the way Friendica's own ActivityPub code understands it: stored ids, sanitised texts, a
 * context that nobody has to fetch, and only members that are known here.
 */
final class Translator
{
    private const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
    /** Known to Friendica by heart; any other would be fetched. */
    private const CONTEXT = [
        'https://www.w3.org/ns/activitystreams',
        'https://w3id.org/security/v1',
        [
            'toot' => 'http://joinmastodon.org/ns#',
            'litepub' => 'http://litepub.social/ns#',
            'Hashtag' => 'as:Hashtag',
            'sensitive' => 'as:sensitive',
            'EmojiReact' => 'litepub:EmojiReact',
            'blurhash' => 'toot:blurhash',
            'quoteUrl' => 'as:quoteUrl',
            'votersCount' => 'toot:votersCount',
        ],
    ];
    private const TAGS = 64;
    private const STRANGERS = 8;

    /** @param array<string, mixed>|null $actor the verified actor */
    public function __construct(private StoredAccount $stored, private ?array $actor, private int $nowSeconds)
    {
        Sanitiser::$allowsPrivate = Settings::allowsPrivate();
    }

    /**
     * An activity that creates or updates an object. Its id is made up for objects that were fetched by themselves.
     *
     * @return array<string, mixed>
     */
    public function post(string $type, CheckedObject $object, ?string $activityId = null): array
    {
        $note = $this->object($object);
        return $this->activity($type, $activityId ?? $object->id . '#' . strtolower($type), $note, $note['published'], $note);
    }

    /**
     * A like, reaction or announcement.
     *
     * @param array<string, mixed> $document of the activity
     * @return array<string, mixed>
     */
    public function reaction(string $type, string $id, string $targetId, array $document): array
    {
        $audience = self::inPublic($this->audience($document));
        $activity = $this->activity($type, $id, LocalId::of($targetId), $this->date($document['published']), $audience);
        if ($type === 'EmojiReact') {
            $activity['content'] = Sanitiser::text((string) ($document['content'] ?? ''));
        }
        return $activity;
    }

    /**
     * @param array<string, mixed>|string $object
     * @param array<string, mixed> $audience
     * @return array<string, mixed>
     */
    private function activity(string $type, string $id, array|string $object, string $published, array $audience): array
    {
        return [
            '@context' => self::CONTEXT,
            'id' => LocalId::of($id),
            'type' => $type,
            'actor' => $this->stored->url(),
            'object' => $object,
            'published' => $published,
        ] + $this->audience($audience);
    }

    /** @return array<string, mixed> */
    private function object(CheckedObject $object): array
    {
        $document = $object->document;
        $id = PortableId::parse($object->id);
        $published = $this->date($document['published']);
        $text = (string) ($document['content'] ?? '');
        // Friendica shows what is quoted.
        $content = Sanitiser::html($this->isReachable($document['quote'] ?? null) ? QuoteLine::without($text) : $text);
        $note = [
            'id' => LocalId::of($object->id),
            'type' => $object->type,
            'attributedTo' => $this->stored->url(),
            'published' => $published,
            'content' => $content,
            'sensitive' => ($document['sensitive'] ?? false) === true,
        ] + $this->audience($document) + Polls::members($document);
        if (isset($document['updated'])) {
            $note['updated'] = max($published, $this->date($document['updated']));
        }
        if ($id !== null) {
            $note['url'] = WebPages::ofPost($this->stored->account, $this->actor, $id, $document['published']);
        }
        foreach (['name', 'summary'] as $text) {
            if (is_string($document[$text] ?? null) && $document[$text] !== '') {
                $note[$text] = Sanitiser::text($document[$text]);
            }
        }
        $language = $this->language($document);
        if ($language !== null) {
            $note['contentMap'] = [$language => $content];
        }
        foreach (['inReplyTo' => 'inReplyTo', 'quote' => 'quoteUrl'] as $from => $to) {
            if ($this->isReachable($document[$from] ?? null)) {
                $note[$to] = LocalId::of($document[$from]);
            }
        }
        if (isset($note['inReplyTo'])) {
            $note = self::inPublic($note) + $note;
        }
        $note['tag'] = $this->tags($document['tag'] ?? []);
        $note['attachment'] = $this->attachments($document['attachment'] ?? []);
        return array_filter($note, static fn (mixed $value): bool => $value !== []);
    }

    /** An id that Friendica may look for by its own means. */
    private function isReachable(mixed $id): bool
    {
        return PortableId::isAnyId($id) && (PortableId::parse($id) !== null || Sanitiser::isLink($id));
    }

    /**
     * Who may be named. Friendica asks other servers about everybody it does not know, several times each, so of these
     * only some; people here and on Pollen cost nothing.
     */
    private function isAddressee(mixed $id, int &$strangers): bool
    {
        return $this->isReachable($id)
            && (PortableId::parse($id) !== null || DI::baseUrl()->isLocalUrl($id) || --$strangers >= 0);
    }

    /** The language of a text that has just one. @param array<string, mixed> $document */
    private function language(array $document): ?string
    {
        $languages = is_array($document['contentMap'] ?? null) ? array_keys($document['contentMap']) : [];
        $language = count($languages) === 1 ? (string) $languages[0] : '';
        return preg_match('/\A[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}\z/', $language) === 1 ? $language : null;
    }

    /** @return list<array<string, mixed>> */
    private function tags(mixed $tags): array
    {
        $written = [];
        $strangers = self::STRANGERS;
        foreach (array_slice(is_array($tags) ? $tags : [], 0, self::TAGS) as $tag) {
            $type = $tag['type'] ?? null;
            $name = is_string($tag['name'] ?? null) ? Sanitiser::plain($tag['name'], 255) : '';
            if ($type === 'Hashtag' && preg_match('/\A#?[^\s#\[\]<>"\'&]{1,100}\z/u', $name) === 1) {
                $written[] = ['type' => 'Hashtag', 'name' => '#' . ltrim($name, '#')];
            } elseif ($type === 'Mention' && $name !== '' && $this->isAddressee($tag['href'] ?? null, $strangers)) {
                $written[] = ['type' => 'Mention', 'href' => LocalId::of($tag['href']), 'name' => $name];
            }
        }
        return $written;
    }

    /** @return list<array<string, mixed>> */
    private function attachments(mixed $attachments): array
    {
        $written = [];
        foreach (is_array($attachments) ? $attachments : [] as $part) {
            $address = is_array($part) ? MediaTable::address($part, $this->stored->uriId) : null;
            $type = $part['type'] ?? null;
            if ($address === null || !in_array($type, ['Image', 'Video', 'Audio', 'Document'], true)) {
                continue;
            }
            $written[] = array_filter([
                'type' => $type,
                'mediaType' => is_string($part['mediaType'] ?? null) ? $part['mediaType'] : null,
                'url' => $address,
                'name' => is_string($part['name'] ?? null) ? Sanitiser::plain($part['name']) : null,
                'width' => is_int($part['width'] ?? null) ? $part['width'] : null,
                'height' => is_int($part['height'] ?? null) ? $part['height'] : null,
                'blurhash' => preg_match('/\A[!-~]{6,128}\z/', (string) ($part['blurhash'] ?? '')) === 1 ? $part['blurhash'] : null,
            ], static fn (mixed $value): bool => $value !== null);
        }
        return $written;
    }

    /**
     * @param array<string, mixed> $document
     * @return array{to: list<string>, cc: list<string>}
     */
    private function audience(array $document): array
    {
        $strangers = self::STRANGERS;
        $ids = function (mixed $list) use (&$strangers): array {
            $kept = [];
            foreach (is_array($list) ? $list : [] as $id) {
                if ($id === self::PUBLIC || $this->isAddressee($id, $strangers)) {
                    $kept[] = LocalId::of($id);
                }
            }
            return $kept;
        };
        return ['to' => $ids($document['to'] ?? []), 'cc' => $ids($document['cc'] ?? [])];
    }

    /**
     * Friendica passes unlisted answers and reactions on to the followers of their author, and fails when it knows of no
     * such list. Neither stands in anybody's timeline by itself, so they can as well be public.
     *
     * @param array<string, mixed> $audience
     * @return array{to: list<string>, cc: list<string>}
     */
    private static function inPublic(array $audience): array
    {
        return [
            'to' => array_values(array_unique([self::PUBLIC, ...$audience['to']])),
            'cc' => array_values(array_diff($audience['cc'], [self::PUBLIC])),
        ];
    }

    /** Dates in the future count as now. */
    private function date(string $date): string
    {
        return min($date, Timestamp::fromSeconds($this->nowSeconds));
    }
}
