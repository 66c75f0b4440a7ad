<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\CheckedObject;
use Pollen\Reader\Consumer;
use Pollen\Reader\Fetcher;
use Pollen\Reader\Limits;
use Pollen\Reader\ObjectCheck;
use Pollen\Reader\PortableId;
use Pollen\Reader\Refused;
use Pollen\Reader\Request;

/**
 * Posts that others name: what is answered or boosted. Things of Pollen accounts are fetched and checked under their
 * owner's key. What stands elsewhere is only found when this hub has it already: nobody's word makes it fetch an address.
 */
final class Threads
{
    private const FETCHED = 16;
    private const DEPTH = 8;

    private int $left = self::FETCHED;
    private int $depth = 0;
    /** @var array<string, array{StoredAccount, CheckedObject}|null> */
    private array $fetched = [];

    public function __construct(private int $nowSeconds, private Fetcher $fetcher)
    {
    }

    /**
     * Sees to it that a post is in a channel, with what it answers.
     *
     * @param array<string, mixed> $channel
     */
    public function ensure(array $channel, string $id): bool
    {
        if (ItemWriter::find((int) $channel['channel_id'], $id) !== null) {
            return true;
        }
        $found = $this->depth < self::DEPTH ? $this->fetch($id) : null;
        if ($found === null) {
            return false;
        }
        $this->depth++;
        try {
            return $this->importer($found[0])->post($channel, $found[1], false, ['item_fetched' => 1], false);
        } finally {
            $this->depth--;
        }
    }

    /**
     * Shows a channel a post because somebody whom it follows has boosted it.
     *
     * @param array<string, mixed> $channel
     */
    public function share(array $channel, string $id, Account $by, bool $isNews): void
    {
        $found = $this->fetch($id);
        if ($found === null) {
            return;
        }
        $fields = [
            'item_fetched' => 1,
            'source_xchan' => $by->did,
            // Together with a source it would make Hubzilla deliver in circles.
            'item_uplink' => 0,
            'verb' => 'Announce',
            'parent_mid' => $id,
            'thr_parent' => $id,
            'item_thread_top' => 1,
        ];
        $this->importer($found[0])->post($channel, $found[1], $isNews, $fields, false);
    }

    private function importer(StoredAccount $stored): Importer
    {
        return new Importer($stored, [], $this, $this->nowSeconds);
    }

    /** @return array{StoredAccount, CheckedObject}|null */
    private function fetch(string $id): ?array
    {
        $portable = PortableId::parse($id);
        if ($portable === null || !Account::isObjectPlace($portable)) {
            return null;
        }
        if (!array_key_exists($portable->canonical, $this->fetched) && $this->left > 0) {
            $this->left--;
            $this->fetched[$portable->canonical] = $this->fetchNow($portable);
        }
        return $this->fetched[$portable->canonical] ?? null;
    }

    /** @return array{StoredAccount, CheckedObject}|null */
    private function fetchNow(PortableId $id): ?array
    {
        $address = Address::parse($id->did);
        $stored = $address === null ? null : Introduction::of($address, $this->fetcher);
        if ($stored === null) {
            return null;
        }
        $memory = new DatabaseMemory($id->did);
        if ($memory->isDeleted($id->canonical)) {
            return null;
        }
        $consumer = new Consumer($memory, Settings::gateways());
        foreach (array_slice($consumer->bases($stored->account, $stored->state), 0, Limits::BASES_TRIED) as $base) {
            $answer = $this->fetcher->fetch(new Request(Account::url($base, $id), Limits::FILE_BYTES));
            try {
                $object = $answer->status === 200 ? ObjectCheck::parse($answer->body, $stored->account) : null;
            } catch (Refused) {
                continue;
            }
            if ($object !== null && $object->id === $id->canonical) {
                $isLate = $stored->state->succession()?->leaves($object->version) === false;
                return $object->isTombstone() || $isLate ? null : [$stored, $object];
            }
        }
        return null;
    }
}
