<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Friendica\Model\Item;
use Friendica\Model\Post;
use Friendica\Protocol\ActivityPub\Receiver;
use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\Consumer;
use Pollen\Reader\Fetcher;
use Pollen\Reader\Limits;
use Pollen\Reader\ObjectCheck;
use Pollen\Reader\PortableId;
use Pollen\Reader\Refused;
use Pollen\Reader\Request;
use Pollen\Server\AddressGuard;

/**
 * Posts that others name: what is answered or announced. Things of Pollen accounts are fetched and checked under their
 * owner's key; everything else is Friendica's own business.
 */
final class Threads
{
    private const FETCHED = 16;
    private const DEPTH = 8;

    private int $left = self::FETCHED;
    private int $depth = 0;

    public function __construct(private int $nowSeconds, private Fetcher $fetcher)
    {
    }

    /** Sees to it that a post is here; false when it cannot be had. */
    public function ensure(string $id): bool
    {
        $uri = LocalId::of($id);
        if (Post::exists(['uri' => $uri, 'uid' => 0]) || Post::exists(['uri' => $uri])) {
            return true;
        }
        $portable = PortableId::parse($id);
        if ($portable === null) {
            return $this->foreign($id);
        }
        if (!Account::isObjectPlace($portable) || $this->left <= 0 || $this->depth >= self::DEPTH) {
            return false;
        }
        $this->left--;
        $this->depth++;
        try {
            return $this->fetch($portable);
        } finally {
            $this->depth--;
        }
    }

    /** Friendica fetches and judges it by its own rules, but nothing inside our own network. */
    private function foreign(string $url): bool
    {
        $guard = new AddressGuard(Settings::allowsPrivate());
        if ($this->left-- <= 0 || DI::baseUrl()->isLocalUrl($url) || !Sanitiser::isLink($url)) {
            return false;
        }
        if ($guard->addresses((string) parse_url($url, PHP_URL_HOST)) === []) {
            return false;
        }
        // As for what an ordinary account reshares: only then Friendica stores what nobody here follows.
        return (bool) Item::fetchByLink($url, 0, Receiver::COMPLETION_ANNOUNCE);
    }

    private function fetch(PortableId $id): bool
    {
        $address = Address::parse($id->did);
        $stored = $address === null ? null : Introduction::ofStranger($address);
        if ($stored === null) {
            return false;
        }
        $memory = new DatabaseMemory($stored->uriId);
        if ($memory->isDeleted($id->canonical)) {
            return false;
        }
        $consumer = new Consumer($memory, Settings::gateways());
        foreach (array_slice($consumer->bases($stored->account, $stored->state), 0, Limits::BASES_TRIED) as $base) {
            $answer = $this->fetcher->fetch(new Request(Account::url($base, $id), Limits::FILE_BYTES));
            if ($answer->status !== 200) {
                continue;
            }
            try {
                $object = ObjectCheck::parse($answer->body, $stored->account);
            } catch (Refused) {
                continue;
            }
            $statement = $stored->state->succession();
            $isLate = $statement !== null && !$statement->leaves($object->version);
            if ($object->id !== $id->canonical || $object->isTombstone() || $isLate) {
                continue;
            }
            if ((new Importer($stored, $this, $this->nowSeconds))->create($object, Contacts::followers($stored->uriId), false)) {
                $memory->rememberVersion($object->id, $object->version, (string) $object->document['published']);
                return true;
            }
            return false;
        }
        return false;
    }
}
