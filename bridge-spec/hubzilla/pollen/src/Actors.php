<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Reader\PortableId;

/**
 * Answers Hubzilla when it asks for an actor or author of this network, so that it does not go and fetch one. Never
 * with a key or an inbox: Hubzilla's own checks of signatures have nothing to say here.
 */
final class Actors
{
    /** @return array<string, mixed>|null */
    public static function byAddress(string $address): ?array
    {
        $did = self::did($address);
        $rows = $did === null ? [] : q("select xchan_name, xchan_url from xchan where xchan_hash = '%s'", dbesc($did));
        if (!$rows) {
            return null;
        }
        return [
            'id' => $did,
            'type' => 'Person',
            'name' => $rows[0]['xchan_name'],
            'url' => $rows[0]['xchan_url'],
        ];
    }

    /** Of a known account, named by DID, id or web address. */
    public static function did(string $address): ?string
    {
        $did = PortableId::parse($address)?->did ?? $address;
        $rows = q(
            "select xchan_hash from xchan where xchan_network = '%s' and (xchan_hash = '%s' or xchan_url = '%s') limit 1",
            dbesc(Network::NAME),
            dbesc($did),
            dbesc($address)
        );
        return $rows ? $rows[0]['xchan_hash'] : null;
    }

    private function __construct()
    {
    }
}
