<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\Jcs;
use Pollen\Reader\Did;
use Pollen\Reader\Multibase;
use Pollen\Reader\Proof;
use Pollen\Reader\RecordKey;
use Pollen\Reader\Shape;
use Pollen\Reader\Timestamp;

/**
 * Signs documents and puts them into a tree, also wrong ones. For tests only: it does not do what a publisher must.
 */
final class TreeBuilder
{
    public const CONTEXT = [Shape::STREAMS, Shape::INTEGRITY];
    public const START_SECONDS = 1767225600;

    public Account $account;
    /** @var array<string, string> files by path */
    public array $files = [];
    /** @var array<int, list<array<string, mixed>>> activities of each page, newest first */
    public array $pages = [0 => []];
    public int $published = 0;
    public int $device = 1;
    private string $secretKey;
    private int $clock = self::START_SECONDS;

    public function __construct(int $seed = 1, private int $perPage = 20)
    {
        $pair = sodium_crypto_sign_seed_keypair(str_repeat(chr($seed), 32));
        $this->secretKey = sodium_crypto_sign_secretkey($pair);
        $this->account = Account::of(Did::fromPublicKey(sodium_crypto_sign_publickey($pair)));
    }

    /** An account with that many posts, <p>1</p> the oldest. */
    public static function grown(int $posts, int $perPage = 20): self
    {
        $tree = new self(1, $perPage);
        for ($post = 1; $post <= $posts; $post++) {
            $tree->post('<p>' . $post . '</p>');
        }
        return $tree;
    }

    public function now(): string
    {
        return Timestamp::fromSeconds($this->clock);
    }

    public function tick(): string
    {
        $this->clock++;
        return RecordKey::encode($this->clock * 1000000, $this->device);
    }

    /**
     * @param array<string, mixed> $document without context and proof
     * @return array<string, mixed>
     */
    public function sign(array $document): array
    {
        $document['@context'] ??= self::CONTEXT;
        unset($document['proof']);
        $document['proof'] = [
            '@context' => $document['@context'],
            'type' => Proof::TYPE,
            'cryptosuite' => Proof::SUITE,
            'proofPurpose' => 'assertionMethod',
            'verificationMethod' => $this->account->verificationMethod,
            'created' => $this->now(),
        ];
        $message = (string) Proof::messageOf(json_decode((string) json_encode($document, Jcs::FLAGS)));
        $signature = sodium_crypto_sign_detached($message, $this->secretKey);
        $document['proof']['proofValue'] = 'z' . Multibase::base58()->encode($signature);
        return $document;
    }

    /** @param array<string, mixed> $document */
    public static function bytes(array $document): string
    {
        return Jcs::encode(json_decode((string) json_encode($document, Jcs::FLAGS)));
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    public function note(string $content, array $more = []): array
    {
        $key = $this->tick();
        return $this->sign($more + [
            'id' => $this->account->prefix . 'o/' . substr($key, 0, 2) . "/$key[2]/$key[3]/$key.jsonld",
            'type' => 'Note',
            'attributedTo' => $this->account->actorId,
            'content' => $content,
            'published' => $this->now(),
            'to' => [Shape::PUBLIC],
            'cc' => [],
        ]);
    }

    /**
     * @param array<string, mixed>|string $object
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    public function activity(string $type, array|string $object, array $more = []): array
    {
        return $this->sign($more + [
            'id' => $this->account->outboxId . '#' . $this->tick(),
            'type' => $type,
            'actor' => $this->account->actorId,
            'object' => $object,
            'published' => $this->now(),
            'to' => [Shape::PUBLIC],
            'cc' => [],
        ]);
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed> a statement that this account goes on for another one
     */
    public function statement(Account $other, array $more = []): array
    {
        return $this->activity('Move', $other->actorId, $more + ['target' => $this->account->actorId]);
    }

    /** @param array<string, mixed> $activity */
    public function append(array $activity): void
    {
        $newest = array_key_last($this->pages);
        if (count($this->pages[$newest]) >= $this->perPage) {
            $this->pages[++$newest] = [];
        }
        array_unshift($this->pages[$newest], $activity);
        $this->published++;
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed> the note
     */
    public function post(string $content, array $more = []): array
    {
        $note = $this->note($content, $more);
        $this->append($this->activity('Create', $note));
        $this->put($note);
        return $note;
    }

    /** @param array<string, mixed> $document */
    public function put(array $document): void
    {
        $path = substr($document['id'], strlen($this->account->prefix));
        $this->files[$this->account->folder . '/' . $path] = self::bytes($document);
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    public function actor(array $more = []): array
    {
        $id = $this->account->actorId;
        return $this->sign($more + [
            'id' => $id,
            'type' => 'Person',
            'preferredUsername' => 'alice',
            'name' => 'Alice',
            'inbox' => $this->account->prefix . 'inbox.jsonld',
            'outbox' => $this->account->outboxId,
            'gateways' => [],
            'pollOnly' => true,
            'updateInterval' => 'PT15M',
            'assertionMethod' => [[
                'id' => $id . '#ed25519-key',
                'type' => 'Multikey',
                'controller' => $id,
                'publicKeyMultibase' => substr($this->account->did, 8),
            ]],
            'published' => Timestamp::fromSeconds(self::START_SECONDS),
            'updated' => $this->now(),
        ]);
    }

    /** @return array<string, mixed> */
    public function page(int $number): array
    {
        return $this->sign(array_filter([
            'id' => $this->account->pageId($number),
            'type' => 'OrderedCollectionPage',
            'attributedTo' => $this->account->actorId,
            'partOf' => $this->account->outboxId,
            'next' => $number === 0 ? null : $this->account->pageId($number - 1),
            'orderedItems' => $this->pages[$number],
            'totalItems' => array_sum(array_map('count', array_slice($this->pages, 0, $number + 1))),
            'to' => [Shape::PUBLIC],
        ], static fn (mixed $value): bool => $value !== null));
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    public function outbox(array $more = []): array
    {
        return $this->sign($more + [
            'id' => $this->account->outboxId,
            'type' => 'OrderedCollection',
            'attributedTo' => $this->account->actorId,
            'totalItems' => $this->published,
            'first' => $this->account->pageId((int) array_key_last($this->pages)),
            'last' => $this->account->pageId(0),
            'updated' => $this->now(),
            'to' => [Shape::PUBLIC],
        ]);
    }

    /**
     * Writes pages that have changed, outbox, and actor if there is none.
     *
     * @return array<string, string> the files
     */
    public function publish(): array
    {
        $this->tick();
        foreach (array_keys($this->pages) as $number) {
            $path = $this->account->folder . '/' . Account::pagePath($number);
            $isSealed = isset($this->files[$path]) && $number !== array_key_last($this->pages)
                && $this->itemsOf($path) === $this->pages[$number];
            if (!$isSealed) {
                $this->put($this->page($number));
            }
        }
        $this->put($this->outbox());
        if (!isset($this->files[$this->account->folder . '/actor.jsonld'])) {
            $this->put($this->actor());
        }
        return $this->files;
    }

    /** @return list<mixed> */
    private function itemsOf(string $path): array
    {
        $items = json_decode($this->files[$path], true)['orderedItems'];
        $own = json_decode(self::bytes(['i' => $this->pages[(int) substr($path, -13, 6)]]), true)['i'];
        return $items === $own ? $this->pages[(int) substr($path, -13, 6)] : [];
    }
}
