<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * One Ed25519 key, and every name that follows from it (bridge-spec sections 1 and 2).
 */
final class Account
{
    private const PATH_PAGE = '/\Aoutbox\/(\d{4})\/(\d{6})\.jsonld\z/';
    private const PATH_OBJECT = '/\Ao\/([2-7a-z]{2})\/([2-7a-z])\/([2-7a-z])\/(' . RecordKey::PATTERN . ')\.jsonld\z/';

    public readonly string $ipnsName;
    /** Everything of the account starts with this, in canonical form: `ap://DID/`. */
    public readonly string $prefix;
    public readonly string $actorId;
    public readonly string $outboxId;
    /** `DID#z6Mk…`, what a proof of the account names. */
    public readonly string $verificationMethod;
    /** Folder of the account's documents under an origin or an IPNS name, with leading and without closing slash. */
    public readonly string $folder;

    private function __construct(public readonly string $did, public readonly string $publicKey)
    {
        $this->ipnsName = (string) Did::toIpnsName($did);
        $this->prefix = 'ap://' . $did . '/';
        $this->actorId = $this->prefix . 'actor.jsonld';
        $this->outboxId = $this->prefix . 'outbox.jsonld';
        $this->verificationMethod = $did . '#' . substr($did, 8);
        $this->folder = '/.well-known/apgateway/' . $did;
    }

    /** @throws \InvalidArgumentException when this is no did:key of an Ed25519 key */
    public static function of(string $did): self
    {
        $key = Did::publicKey($did);
        if ($key === null) {
            throw new \InvalidArgumentException('not a did:key of an Ed25519 key');
        }
        return new self($did, $key);
    }

    /** Canonical form of an id that belongs to this account, or null. */
    public function own(mixed $id): ?PortableId
    {
        $parsed = PortableId::parse($id);
        return $parsed !== null && $parsed->did === $this->did ? $parsed : null;
    }

    /** The text is the id of this account's actor in any of its forms. */
    public function isActor(mixed $id): bool
    {
        return $id === $this->actorId || PortableId::canonical($id) === $this->actorId;
    }

    public function pageId(int $number): string
    {
        return $this->prefix . self::pagePath($number);
    }

    public static function pagePath(int $number): string
    {
        $name = sprintf('%06d', $number);
        return 'outbox/' . substr($name, 0, 4) . '/' . $name . '.jsonld';
    }

    /** Number of the page that a path below the folder names, or null. */
    public static function pageNumber(PortableId $id): ?int
    {
        return $id->fragment === '' && preg_match(self::PATH_PAGE, $id->path, $parts) === 1
            && str_starts_with($parts[2], $parts[1])
            ? (int) $parts[2]
            : null;
    }

    /** The id names an object's file, in the folders that its rkey demands. */
    public static function isObjectPlace(PortableId $id): bool
    {
        return $id->fragment === '' && preg_match(self::PATH_OBJECT, $id->path, $parts) === 1
            && str_starts_with($parts[4], $parts[1] . $parts[2] . $parts[3]);
    }

    public static function isActivityPlace(PortableId $id): bool
    {
        return $id->path === 'outbox.jsonld' && preg_match('/\A' . RecordKey::PATTERN . '\z/', $id->fragment) === 1;
    }

    /** Where the file of an id is fetched from a base (an origin, or a gateway's `…/ipns/NAME`). */
    public static function url(string $base, PortableId $id): string
    {
        return rtrim($base, '/') . '/' . $id->treePath();
    }
}
