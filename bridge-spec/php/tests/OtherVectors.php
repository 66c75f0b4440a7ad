<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\Did;
use Pollen\Reader\IpnsRecord;
use Pollen\Reader\Refused;
use Pollen\Reader\ResponsesReader;

/**
 * IPNS records and responses.
 */
final class OtherVectors
{
    public const FILES = [
        'ipns-records.json' => 'ipnsRecords',
        'heads.json' => 'heads',
        'responses.json' => 'responses',
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
