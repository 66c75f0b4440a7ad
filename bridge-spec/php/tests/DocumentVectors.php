<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

use Pollen\Reader\Account;
use Pollen\Reader\ActivityCheck;
use Pollen\Reader\ActorCheck;
use Pollen\Reader\CheckedPage;
use Pollen\Reader\CollectionCheck;
use Pollen\Reader\Did;
use Pollen\Reader\Ed25519;
use Pollen\Reader\Jcs;
use Pollen\Reader\ObjectCheck;
use Pollen\Reader\PageCheck;
use Pollen\Reader\Proof;
use Pollen\Reader\Refused;
use Pollen\Reader\SignedJson;
use Pollen\Reader\Vote;

/**
 * Bytes, signatures, proofs, documents.
 */
final class DocumentVectors
{
    public const FILES = [
        'rfc8785-jcs.json' => 'jcs',
        'signed-json.json' => 'signedJson',
        'ed25519-strict.json' => 'ed25519',
        'w3c-eddsa-jcs-2022.json' => 'w3cProof',
        'fep-8b32-c390-ef61.json' => 'fepProofs',
        'documents.json' => 'documents',
        'proofs.json' => 'documents',
        'pages.json' => 'documents',
        'limits.json' => 'documents',
        'polls.json' => 'polls',
    ];

    /** @param array<string, mixed> $file */
    public static function jcs(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $text = Jcs::encode(json_decode($vector['input'], false, 512, JSON_THROW_ON_ERROR));
            $checks->same($vector['output'], $text, $vector['name']);
            $checks->same($vector['outputUtf8Hex'], bin2hex($text), $vector['name'] . ', bytes');
        }
        foreach ($file['numbers'] as $number) {
            $bytes = unpack('E', (string) hex2bin($number['ieee754BeHex']));
            try {
                $text = Jcs::encode($bytes[1] ?? null);
            } catch (\InvalidArgumentException) {
                $text = null;
            }
            $checks->same($number['expected'], $text, $number['ieee754BeHex']);
        }
    }

    /** @param array<string, mixed> $file */
    public static function signedJson(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $bytes = (string) hex2bin($vector['bytesHex']);
            $refused = self::refusal(static fn () => SignedJson::parse($bytes));
            $checks->same($vector['valid'], $refused === null, $vector['name']);
            if ($refused === null) {
                $checks->same($bytes, Jcs::encode(json_decode($bytes)), $vector['name'] . ', canonical');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function ed25519(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $isValid = Ed25519::verify(
                (string) hex2bin($vector['signatureHex']),
                (string) hex2bin($vector['messageHex']),
                (string) hex2bin($vector['publicKeyHex'])
            );
            $checks->same($vector['valid'], $isValid, $vector['name']);
        }
    }

    /** @param array<string, mixed> $file */
    public static function w3cProof(array $file, Checks $checks): void
    {
        $signed = self::object($file['signed']);
        $key = (string) Did::publicKeyOfMultikey($file['keyPair']['publicKeyMultibase']);
        $checks->same($file['publicKeyHex'], bin2hex($key), 'key');
        $checks->same($file['combinedHex'], bin2hex((string) Proof::messageOf($signed)), 'signed bytes');
        $checks->same($file['canonDoc'], Jcs::encode(self::object($file['unsigned'])), 'canonical document');
        $signature = (string) Proof::signature($signed->proof->proofValue);
        $checks->same($file['signatureHex'], bin2hex($signature), 'signature');
        $checks->true(Ed25519::verify($signature, (string) Proof::messageOf($signed), $key), 'verifies');
    }

    /** @param array<string, mixed> $file */
    public static function fepProofs(array $file, Checks $checks): void
    {
        foreach ($file['vectors'] as $vector) {
            $signed = self::object($vector['signed']);
            $message = (string) Proof::messageOf($signed);
            $hashes = hash('sha256', $vector['canonProofConfig'], true) . hash('sha256', $vector['canonDoc'], true);
            $checks->same(bin2hex($hashes), bin2hex($message), $vector['label'] . ', signed bytes');
            $method = $vector['publicKeyMultibase'] ?? substr($signed->proof->verificationMethod, 8);
            $key = (string) Did::publicKeyOfMultikey($method);
            $signature = (string) Proof::signature($signed->proof->proofValue);
            $checks->true(Ed25519::verify($signature, $message, $key), $vector['label'] . ', verifies');
            $signed->proof->created = '2023-02-24T23:36:39Z';
            $message = (string) Proof::messageOf($signed);
            $checks->same(false, Ed25519::verify($signature, $message, $key), $vector['label'] . ', changed');
        }
    }

    /** @param array<string, mixed> $file */
    public static function documents(array $file, Checks $checks): void
    {
        foreach ($file['documents'] ?? $file['cases'] as $case) {
            $account = Account::of($case['account'] ?? $file['account']);
            $kind = $case['kind'];
            $bytes = $case['text'] ?? self::join($case['parts']);
            $page = null;
            $refused = self::refusal(static function () use ($kind, $bytes, $account, &$page): void {
                $checked = self::check($kind, $bytes, $account);
                $page = $checked instanceof CheckedPage ? $checked : null;
            });
            $name = $kind . ' “' . $case['name'] . '”';
            $because = $refused === null ? '' : ', ' . $refused->getMessage();
            $checks->same($case['valid'], $refused === null, $name . $because);
            if ($page !== null && isset($case['activities'])) {
                $verdicts = array_map(static fn ($item) => !$item instanceof Refused, $page->activities);
                $expected = array_map(static fn (string $word): bool => $word === 'valid', $case['activities']);
                $checks->same($expected, $verdicts, $name . ', activities');
            }
        }
    }

    /** @param array<string, mixed> $file */
    public static function polls(array $file, Checks $checks): void
    {
        // Counting is for who asks, and so for apps with an account.
        $cases = array_values(array_filter($file['cases'], static fn (array $case): bool => isset($case['kind'])));
        self::documents(['cases' => $cases], $checks);
        foreach ($cases as $case) {
            if ($case['valid']) {
                $vote = Vote::of(ObjectCheck::parse($case['text'], Account::of($case['account']))->document);
                $checks->same($case['vote'], $vote, $case['name']);
            }
        }
    }

    public static function check(string $kind, string $bytes, Account $account): mixed
    {
        return match ($kind) {
            'actor' => ActorCheck::parse($bytes, $account),
            'outbox' => CollectionCheck::outbox($bytes, $account),
            'collection' => CollectionCheck::small($bytes, $account),
            'page' => PageCheck::parse($bytes, $account),
            'activity' => ActivityCheck::parse($bytes, $account),
            'object' => ObjectCheck::parse($bytes, $account),
        };
    }

    public static function refusal(callable $work): ?Refused
    {
        try {
            $work();
            return null;
        } catch (Refused $refused) {
            return $refused;
        }
    }

    /** @param list<array<string, mixed>> $parts */
    private static function join(array $parts): string
    {
        return implode('', array_map(
            static fn (array $part): string => $part['text'] ?? str_repeat($part['repeat'], $part['times']),
            $parts
        ));
    }

    /** @param array<string, mixed> $value */
    private static function object(array $value): \stdClass
    {
        return json_decode((string) json_encode($value, Jcs::FLAGS | JSON_PRESERVE_ZERO_FRACTION));
    }
}
