<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * `did:key` of Ed25519 keys and the IPNS names of the same keys: arithmetic, no look-up (bridge-spec section 2).
 */
final class Did
{
    public const PREFIX = 'did:key:';
    private const ED25519 = "\xed\x01";
    /** CIDv1, libp2p-key, identity multihash of a protobuf with key type 1 and 32 bytes. */
    private const IPNS = "\x01\x72\x00\x24\x08\x01\x12\x20";

    public static function fromPublicKey(string $publicKey): string
    {
        return self::PREFIX . self::multikey($publicKey);
    }

    /** `z6Mk…`: publicKeyMultibase of a key. */
    public static function multikey(string $publicKey): string
    {
        return 'z' . Multibase::base58()->encode(self::ED25519 . $publicKey);
    }

    /** The 32 bytes of the key, or null when this is no did:key of an Ed25519 key. */
    public static function publicKey(string $did): ?string
    {
        return str_starts_with($did, self::PREFIX) ? self::publicKeyOfMultikey(substr($did, 8)) : null;
    }

    public static function publicKeyOfMultikey(string $multikey): ?string
    {
        if (preg_match('/\Az6Mk[1-9A-HJ-NP-Za-km-z]{44}\z/', $multikey) !== 1) {
            return null;
        }
        $bytes = Multibase::decode($multikey);
        if ($bytes === null || strlen($bytes) !== 34 || !str_starts_with($bytes, self::ED25519)) {
            return null;
        }
        $key = substr($bytes, 2);
        return Ed25519::isUsablePoint($key) ? $key : null;
    }

    public static function toIpnsName(string $did): ?string
    {
        $key = self::publicKey($did);
        return $key === null ? null : 'k' . Multibase::base36()->encode(self::IPNS . $key);
    }

    /** The account of an IPNS name in base36 (`k51…`), base32 (`b…`), base58 (`z…`) or as peer id, or null. */
    public static function fromIpnsName(string $name): ?string
    {
        if (strlen($name) < 40 || strlen($name) > 80) {
            return null;
        }
        $bytes = str_starts_with($name, '12D3Koo')
            ? "\x01\x72" . Multibase::base58()->decode($name)
            : Multibase::decode($name);
        return $bytes !== null && strlen($bytes) === 40 && str_starts_with($bytes, self::IPNS)
            && Ed25519::isUsablePoint(substr($bytes, 8))
            ? self::fromPublicKey(substr($bytes, 8))
            : null;
    }

    private function __construct()
    {
    }
}
