<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * The actor document (bridge-spec section 4).
 */
final class ActorCheck
{
    public const TYPES = ['Person', 'Service', 'Organization', 'Group', 'Application'];
    private const ORIGIN = '/\A(?:https:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])'
        . '|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?\z/';

    /** @throws Refused */
    public static function parse(string $bytes, Account $account): CheckedObject
    {
        return self::check(SignedJson::parse($bytes, Limits::ACTOR_BYTES), $account);
    }

    /**
     * @param array<string, mixed> $document
     * @throws Refused
     */
    public static function check(array $document, Account $account): CheckedObject
    {
        $type = Shape::type($document, self::TYPES, '4');
        $id = Shape::ownId($document, $account);
        $name = Shape::text($document, 'preferredUsername', '4');
        if (preg_match('/\A[A-Za-z0-9_]{1,30}\z/', $name) !== 1) {
            throw Refused::schema('4', 'preferredUsername has other characters, or too many');
        }
        if (($document['pollOnly'] ?? null) !== true) {
            throw Refused::schema('4', 'pollOnly is not true');
        }
        if (preg_match('/\AP[0-9DTHMS]{2,16}\z/', Shape::text($document, 'updateInterval', '4')) !== 1) {
            throw Refused::schema('4', 'updateInterval is no duration');
        }
        Members::check($document, Members::ACTOR, '4');
        Shape::date($document, 'published');
        $updated = (string) Shape::date($document, 'updated');
        self::gateways($document);
        if ($id->canonical !== $account->actorId) {
            throw new Refused(Refused::WRONG_PLACE, '1', 'actor is not at its place');
        }
        foreach (['inbox' => true, 'outbox' => true, 'featured' => false] as $member => $required) {
            $place = Shape::text($document, $member, '4', $required);
            if ($place !== null && PortableId::canonical($place) !== $account->prefix . $member . '.jsonld') {
                throw new Refused(Refused::WRONG_PLACE, '4', $member . ' is not at its place');
            }
        }
        self::key($document, $account);
        Proof::check($document, $account);
        return new CheckedObject($id->canonical, $type, $updated, $document);
    }

    /**
     * Origins that serve the account, own origin first. Entries that are none are left out.
     *
     * @param array<string, mixed> $document
     * @return list<string>
     */
    public static function gateways(array $document): array
    {
        $gateways = Shape::texts($document, 'gateways', '4', Limits::GATEWAYS);
        foreach ($gateways as $gateway) {
            if (!PortableId::isWebUrl($gateway)) {
                throw Refused::schema('4', 'a gateway is no web address');
            }
        }
        return array_values(array_filter($gateways, [self::class, 'isOrigin']));
    }

    /** A bare https origin, or http on loopback. */
    public static function isOrigin(string $text): bool
    {
        return strlen($text) <= 255 && preg_match(self::ORIGIN, $text) === 1;
    }

    /** @param array<string, mixed> $document */
    private static function key(array $document, Account $account): void
    {
        $methods = Shape::list($document, 'assertionMethod', '4', Limits::GATEWAYS);
        $method = $methods[0] ?? null;
        if (count($methods) !== 1 || !is_array($method) || ($method['type'] ?? null) !== 'Multikey') {
            throw Refused::schema('4', 'assertionMethod is not one Multikey');
        }
        $keyId = PortableId::parse($method['id'] ?? null);
        if (
            ($method['publicKeyMultibase'] ?? null) !== substr($account->did, 8)
            || !$account->isActor($method['controller'] ?? null)
            || $keyId?->canonical !== $account->actorId . '#ed25519-key'
        ) {
            throw new Refused(Refused::WRONG_OWNER, '4', 'assertionMethod is not the key of the account');
        }
    }

    private function __construct()
    {
    }
}
