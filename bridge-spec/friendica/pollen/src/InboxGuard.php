<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\Util\JsonLD;

/**
 * Pollen accounts deliver nothing: whoever brings something of theirs to an inbox has not got it from them. Friendica
 * 2024.09 takes an Update, Create or announced Delete from any server that signs it, whosever id stands in it, so these
 * are refused before it sees them. To name, like, boost or answer a Pollen thing is of course everybody's right.
 */
final class InboxGuard
{
    private const SCHEME = '~\A\s*ipns:~i';
    /** Contexts that Friendica has at hand and that give no other meaning to anything. */
    private const PLAIN_CONTEXTS = [
        'https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1', 'https://w3id.org/identity/v1',
        'https://w3id.org/security/data-integrity/v1', 'https://w3id.org/security/multikey/v1',
        'https://www.w3.org/ns/did/v1', 'https://purl.archive.org/socialweb/webfinger', 'http://joinmastodon.org/ns',
    ];
    private const OWNERS = ['as:actor', 'as:attributedTo'];
    /** Only the owner of an object does this to it. */
    private const OWNERS_TYPES = ['as:Create', 'as:Update', 'as:Delete', 'as:Undo', 'as:Move'];

    public static function refuses(string $body): bool
    {
        $document = json_decode($body, true);
        if (!is_array($document) || !self::isSuspect($document)) {
            return false;
        }
        // Names can be aliases of others, so what counts is what Friendica will read.
        return self::claims(JsonLD::compact($document, false));
    }

    /** An address of ours stands somewhere, or might come in by a context from elsewhere. */
    private static function isSuspect(array $document): bool
    {
        foreach ($document as $name => $value) {
            if (is_string($name) && stripos($name, 'ipns:') !== false || is_string($value) && stripos($value, 'ipns:') !== false) {
                return true;
            }
            if ($name === '@context' && self::isForeign($value)) {
                return true;
            }
            if (is_array($value) && self::isSuspect($value)) {
                return true;
            }
        }
        return false;
    }

    private static function isForeign(mixed $context): bool
    {
        $parts = is_array($context) && array_is_list($context) ? $context : [$context];
        foreach ($parts as $part) {
            // Inline definitions have no address of ours in them, or they would be suspect already.
            if (is_string($part) && !in_array($part, self::PLAIN_CONTEXTS, true)) {
                return true;
            }
            if (is_array($part) && array_is_list($part) && self::isForeign($part)) {
                return true;
            }
        }
        return false;
    }

    /** Something in the compacted document speaks as a Pollen account, or brings one of its things. */
    private static function claims(array $node): bool
    {
        $isEmbedded = array_diff(array_keys($node), ['@id']) !== [];
        if ($isEmbedded && self::isOurs($node['@id'] ?? null)) {
            return true;
        }
        foreach (self::OWNERS as $member) {
            if (self::names($node[$member] ?? null)) {
                return true;
            }
        }
        $types = is_array($node['@type'] ?? null) ? $node['@type'] : [$node['@type'] ?? ''];
        if (array_intersect($types, self::OWNERS_TYPES) !== [] && self::names($node['as:object'] ?? null)) {
            return true;
        }
        foreach ($node as $value) {
            if (is_array($value) && self::claims($value)) {
                return true;
            }
        }
        return false;
    }

    /** A reference, or one of several. */
    private static function names(mixed $value): bool
    {
        if (!is_array($value)) {
            return self::isOurs($value);
        }
        $values = array_is_list($value) ? $value : [$value['@id'] ?? null, $value['@value'] ?? null, $value['@list'] ?? [], $value['@set'] ?? []];
        foreach ($values as $one) {
            if (is_array($one) ? self::names($one) : self::isOurs($one)) {
                return true;
            }
        }
        return false;
    }

    private static function isOurs(mixed $id): bool
    {
        return is_string($id) && preg_match(self::SCHEME, $id) === 1;
    }

    private function __construct()
    {
    }
}
