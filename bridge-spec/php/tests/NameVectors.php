<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\Did;
use Pollen\Reader\Media;
use Pollen\Reader\Multibase;
use Pollen\Reader\PortableId;
use Pollen\Reader\RecordKey;
use Pollen\Reader\Timestamp;

/**
 * Names, ids, addresses, dates, digests.
 */
final class NameVectors
{
    public const FILES = [
        'did-key-ed25519.json' => 'dids',
        'multibase.json' => 'multibase',
        'fep-521a-multikey.json' => 'multikeys',
        'digest-multibase.json' => 'digests',
        'portable-ids.json' => 'portableIds',
        'addresses.json' => 'addresses',
        'names.json' => 'names',
        'paths.json' => 'paths',
        'record-keys.json' => 'recordKeys',
        'dates.json' => 'dates',
        'media-digests.json' => 'mediaDigests',
    ];

    /** @param array<string, mixed> $file */
    public static function dids(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $key = (string) hex2bin($vector['publicKeyHex']);
            $pair = sodium_crypto_sign_seed_keypair((string) hex2bin($vector['seedHex']));
            $checks->same($key, sodium_crypto_sign_publickey($pair), 'key of the seed');
            $checks->same($vector['did'], Did::fromPublicKey($key), 'DID');
            $checks->same($key, Did::publicKey($vector['did']), 'key of the DID');
            $checks->same($vector['didUrl'], Account::of($vector['did'])->verificationMethod, 'verification method');
            $checks->same($vector['publicKeyMultibase'], Did::multikey($key), 'multikey');
            $checks->same($vector['derived']['ipnsNameBase36'], Did::toIpnsName($vector['did']), 'IPNS name');
            foreach (['ipnsNameBase36', 'ipnsNameBase32', 'peerIdBase58'] as $form) {
                $checks->same($vector['did'], Did::fromIpnsName($vector['derived'][$form]), $form);
            }
            $cid = $vector['derived']['libp2pKeyCidHex'];
            $checks->same($cid, bin2hex((string) Multibase::decode($vector['derived']['ipnsNameBase36'])), 'CID');
        }
    }

    /** @param array<string, mixed> $file */
    public static function multibase(array $file, Checks $checks): void
    {
        $prefixes = ['base32' => 'b', 'base36' => 'k', 'base58btc' => 'z', 'base64url' => 'u'];
        foreach ($file['vectors'] as $vector) {
            $rows = array_map(static fn (string $row): array => explode(', ', $row, 2), $vector['rows']);
            $bytes = stripcslashes(trim($rows[0][1], '"'));
            foreach (array_slice($rows, 1) as [$encoding, $text]) {
                $text = trim($text, '"');
                $expected = isset($prefixes[$encoding]) ? $bytes : null;
                $checks->same($expected, Multibase::decode($text), $vector['file'] . ' ' . $encoding);
                if ($encoding === 'base36' || $encoding === 'base58btc') {
                    $base = $encoding === 'base36' ? Multibase::base36() : Multibase::base58();
                    $checks->same(substr($text, 1), $base->encode($bytes), 'to ' . $encoding);
                }
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function multikeys(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $multikey = $vector['multikey']['publicKeyMultibase'];
            if (isset($vector['ed25519PublicKeyHex'])) {
                $key = (string) hex2bin($vector['ed25519PublicKeyHex']);
                $checks->same($multikey, Did::multikey($key), 'Ed25519 multikey');
                $checks->same($key, Did::publicKeyOfMultikey($multikey), 'key of the multikey');
            } else {
                $checks->same('8524' . $vector['rsaPkcs1DerHex'], bin2hex((string) Multibase::decode($multikey)), 'RSA');
                $checks->same(null, Did::publicKeyOfMultikey($multikey), 'RSA is no key of an account');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function digests(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $checks->same($vector['digestMultibase'], Media::digest($vector['inputUtf8']), 'digest');
        }
    }

    /** @param array<string, mixed> $file */
    public static function portableIds(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $checks->same($vector['canonical'], PortableId::canonical($vector['id']), $vector['id']);
        }
    }

    /** @param array<string, mixed> $file */
    public static function addresses(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $address = Address::parse($case['text']);
            $checks->same($case['valid'], $address !== null, $case['name']);
            if ($address !== null && $case['valid']) {
                $checks->same($case['did'], $address->account->did, $case['name'] . ', account');
                $checks->same($case['via'], $address->via, $case['name'] . ', hints');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function names(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $did = Did::fromIpnsName($case['text']);
            $checks->same($case['valid'] ? $case['did'] : null, $did, $case['name']);
            if ($did !== null && $case['valid']) {
                $checks->same($case['ipnsName'], Did::toIpnsName($did), $case['name'] . ', normal form');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function paths(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $id = PortableId::parse($case['id']);
            $checks->same($case['path'], $id?->treePath(), $case['name']);
            if (array_key_exists('page', $case)) {
                $checks->same($case['page'], $id === null ? null : Account::pageNumber($id), $case['name'] . ', page');
            }
            if (isset($case['page']) && $id !== null) {
                $checks->same($case['id'], Account::of($id->did)->pageId($case['page']), $case['name'] . ', back');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function recordKeys(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $checks->same($case['valid'], RecordKey::isValid($case['text']), $case['name']);
            if (isset($case['microseconds'])) {
                $text = RecordKey::encode($case['microseconds'], $case['device']);
                $checks->same($case['text'], $text, $case['name'] . ', encoded');
                $parts = [$case['microseconds'], $case['device']];
                $checks->same($parts, RecordKey::decode($case['text']), $case['name'] . ', decoded');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function dates(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $checks->same($case['valid'], Timestamp::isValid($case['text']), $case['name']);
            if ($case['valid'] && $case['text'] > '1') {
                $seconds = Timestamp::seconds($case['text']);
                $checks->same($case['text'], Timestamp::fromSeconds($seconds), $case['name'] . ' and back');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function mediaDigests(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $bytes = (string) base64_decode($case['base64'], true);
            $checks->same($case['valid'], Media::matches($bytes, $case['digestMultibase']), $case['name']);
            if (isset($case['path'])) {
                $path = Media::path($case['digestMultibase'], $case['mediaType']);
                $checks->same($case['path'], $path, $case['name'] . ', path');
            }
        }
    }
}
