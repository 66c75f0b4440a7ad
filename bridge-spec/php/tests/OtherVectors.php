<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\Did;
use Pollen\Reader\IpnsRecord;
use Pollen\Reader\Refused;
use Pollen\Reader\ResponsesReader;

/**
 * IPNS records, responses, and what a reader can tell of the private state. */
final class OtherVectors
{
    public const FILES = [
        'ipns-records.json' => 'ipnsRecords',
        'heads.json' => 'heads',
        'responses.json' => 'responses',
        'private-state.json' => 'privateState',
    ];

    /** @param array<string, mixed> $file */
    public static function ipnsRecords(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $did = Did::fromIpnsName($vector['ipnsName']);
            $checks->same($vector['didKey'], $did, $vector['file'] . ', account');
            if ($did === null) {
                continue;
            }
            $record = self::record($vector['recordBase64'], $did);
            $isValid = is_bool($vector['expectedValid']) ? $vector['expectedValid'] : true;
            $checks->same($isValid, $record !== null, $vector['file']);
            if ($record !== null && isset($vector['decoded']['value'])) {
                $checks->same($vector['decoded']['value'], $record->value, $vector['file'] . ', value');
                $checks->same($vector['decoded']['sequence'], (string) $record->sequence, $vector['file'] . ', sequence');
                $checks->same($vector['decoded']['ttl'], (string) $record->ttl, $vector['file'] . ', TTL');
            }
        }
    }

    /**
     * Readers have no use for it; keys and nonces are derived here once more, so that two implementations agree on them.
     *
     * @param array<string, mixed> $file
     */
    public static function privateState(array $file, Checks $checks): void
    {
        $seed = (string) hex2bin($file['seed']);
        $checks->same($file['contentKey'], bin2hex(hash_hkdf('sha256', $seed, 32, 'pollen private state 1 content')), 'content key');
        $nonceKey = hash_hkdf('sha256', $seed, 32, 'pollen private state 1 nonce');
        $checks->same($file['nonceKey'], bin2hex($nonceKey), 'nonce key');
        $checks->same($file['salt'], hash_hmac('sha256', 'pollen private state 1 buckets', $nonceKey), 'salt');
        $text = '{"entries":[]}';
        $plaintext = str_pad(pack('N', strlen($text)) . $text, 1024, "\0");
        $nonce = hash_hmac('sha256', $file['did'] . "/private/1-0\0" . $plaintext, $nonceKey);
        $checks->same($file['cases'][0]['files'][0]['nonce'], substr($nonce, 0, 24), 'nonce of a file without entries');
    }

    /** @param array<string, mixed> $file */
    public static function heads(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $did = (string) Did::fromIpnsName($case['ipnsName']);
            $record = self::record($case['recordBase64'], $did);
            $checks->same($case['valid'], $record?->root() !== null, $case['name']);
            if ($record === null || !$case['valid']) {
                continue;
            }
            $checks->same($case['root'], $record->root(), $case['name'] . ', root');
            $checks->same($case['sequence'], (string) $record->sequence, $case['name'] . ', sequence');
            $checks->same($case['expired'], $record->isExpired(1795334400), $case['name'] . ', expired');
            if (isset($case['knownBase64'])) {
                $known = self::record($case['knownBase64'], $did);
                $checks->same($case['replaces'], $record->replaces($known), $case['name'] . ', replaces');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function responses(array $file, Checks $checks): void
    {
        foreach ($file['cases'] as $case) {
            $page = null;
            $refused = DocumentVectors::refusal(static function () use ($case, &$page): void {
                $page = ResponsesReader::read($case['text'], $case['host'], Account::of($case['account']));
            });
            $checks->same($case['valid'], $refused === null, $case['name']);
            if ($page !== null && $case['valid']) {
                $ids = array_map(static fn ($entry): string => $entry->id, $page->entries);
                $checks->same($case['accepted'], $ids, $case['name'] . ', accepted');
                $checks->same($case['next'] ?? null, $page->next, $case['name'] . ', next');
            }
        }
    }

    private static function record(string $base64, string $did): ?IpnsRecord
    {
        try {
            return IpnsRecord::parse((string) base64_decode($base64, true), Account::of($did));
        } catch (Refused) {
            return null;
        }
    }
}
