<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Object integrity proofs, eddsa-jcs-2022 (bridge-spec section 3.4, FEP-8b32).
 */
final class Proof
{
    public const TYPE = 'DataIntegrityProof';
    public const SUITE = 'eddsa-jcs-2022';
    private const MEMBERS = 7;

    /**
     * Checks that a document out of SignedJson::parse(), or a part of one, is signed by the account's key. The key
     * comes from the account that the reader asked for, never from the document.
     *
     * @param array<string, mixed> $document
     * @throws Refused bad-schema or bad-proof
     */
    public static function check(array $document, Account $account): void
    {
        $proof = $document['proof'] ?? null;
        if (!is_array($proof) || array_is_list($proof)) {
            throw Refused::schema('3.4', 'not exactly one proof');
        }
        if (!Timestamp::isValid($proof['created'] ?? null)) {
            throw Refused::schema('3.3', 'proof.created is no date of the format');
        }
        if (
            count($proof) !== self::MEMBERS
            || ($proof['type'] ?? null) !== self::TYPE
            || ($proof['cryptosuite'] ?? null) !== self::SUITE
            || ($proof['proofPurpose'] ?? null) !== 'assertionMethod'
            || ($proof['verificationMethod'] ?? null) !== $account->verificationMethod
        ) {
            throw new Refused(Refused::BAD_PROOF, '3.4', 'not a proof of this account in the one form of the format');
        }
        if (!isset($proof['@context']) || $proof['@context'] !== ($document['@context'] ?? null)) {
            throw new Refused(Refused::BAD_PROOF, '3.4', 'context of the proof is not that of the document');
        }
        $signature = self::signature($proof['proofValue'] ?? null);
        unset($document['proof'], $proof['proofValue']);
        $message = self::sha256(SignedJson::encode($proof)) . self::sha256(SignedJson::encode($document));
        if ($signature === null || !Ed25519::verify($signature, $message, $account->publicKey)) {
            throw new Refused(Refused::BAD_PROOF, '3.4', 'signature does not fit');
        }
    }

    /** The 64 bytes of a proofValue, or null. */
    public static function signature(mixed $proofValue): ?string
    {
        if (!is_string($proofValue) || !str_starts_with($proofValue, 'z')) {
            return null;
        }
        $bytes = Multibase::decode($proofValue, 96);
        return $bytes !== null && strlen($bytes) === SODIUM_CRYPTO_SIGN_BYTES ? $bytes : null;
    }

    /**
     * The 64 bytes that a proof signs, for any document with objects as stdClass (RFC 8785 in full). For documents of
     * others than Pollen accounts: integrity proofs of servers, identity statements.
     */
    public static function messageOf(\stdClass $document): ?string
    {
        if (!($document->proof ?? null) instanceof \stdClass) {
            return null;
        }
        $bare = clone $document;
        $proof = clone $document->proof;
        unset($bare->proof, $proof->proofValue);
        return hash('sha256', Jcs::encode($proof), true) . hash('sha256', Jcs::encode($bare), true);
    }

    /** OpenSSL, where it is there, uses the processor's own instructions; for short texts it is not worth the call. */
    private static function sha256(string $bytes): string
    {
        static $hasOpenssl = null;
        $hasOpenssl ??= function_exists('openssl_digest');
        return $hasOpenssl && strlen($bytes) > 512
            ? (string) openssl_digest($bytes, 'sha256', true)
            : hash('sha256', $bytes, true);
    }

    private function __construct()
    {
    }
}
