<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

use Pollen\Server\Sanitiser;
use Pollen\Server\WebPages;
use Zotlabs\Daemon\Master;

/**
 * An account as Hubzilla knows people: one row of `xchan` and one of `hubloc`, with the DID as hash, without key and
 * inbox that Hubzilla could use, so that nothing is delivered to it and nobody can speak for it.
 */
final class Contacts
{
    private const NAME_CHARACTERS = 120;
    /** Hubzilla writes an ActivityPub actor with the same id over what it has not heard of for three days. */
    private const ALWAYS_FRESH = '2999-01-01 00:00:00';

    /** Makes the rows, or takes over what has changed. */
    public static function store(StoredAccount $stored): void
    {
        $did = $stored->account->did;
        $fields = self::fields($stored);
        $known = q("select xchan_network from xchan where xchan_hash = '%s'", dbesc($did));
        if (!$known) {
            $picture = z_root() . '/' . get_default_profile_photo();
            xchan_store_lowlevel($fields + [
                'xchan_hash' => $did,
                'xchan_guid' => $did,
                'xchan_network' => Network::NAME,
                'xchan_name_date' => datetime_convert(),
                'xchan_photo_l' => $picture,
                'xchan_photo_m' => z_root() . '/' . get_default_profile_photo(80),
                'xchan_photo_s' => z_root() . '/' . get_default_profile_photo(48),
                'xchan_photo_mimetype' => 'image/png',
            ]);
        } else {
            Database::change('xchan', $fields + [
                'xchan_network' => Network::NAME,
                'xchan_pubkey' => '',
                'xchan_name_date' => datetime_convert(),
            ], ['xchan_hash' => $did]);
        }
        self::storePlace($stored, $fields['xchan_addr']);
        self::storePicture($stored);
    }

    public static function isOurs(string $hash): bool
    {
        return str_starts_with($hash, 'did:key:z6Mk')
            && (bool) q("select xchan_hash from xchan where xchan_hash = '%s' and xchan_network = '%s'", dbesc($hash), dbesc(Network::NAME));
    }

    /** Hubzilla joins both tables to find somebody it knows. */
    private static function storePlace(StoredAccount $stored, string $address): void
    {
        $did = $stored->account->did;
        $place = [
            'hubloc_addr' => $address,
            'hubloc_network' => Network::NAME,
            'hubloc_url' => $did,
            'hubloc_host' => $did,
            'hubloc_callback' => '',
            'hubloc_updated' => self::ALWAYS_FRESH,
            'hubloc_id_url' => $stored->account->actorId,
        ];
        if (q("select hubloc_id from hubloc where hubloc_hash = '%s'", dbesc($did))) {
            Database::change('hubloc', $place, ['hubloc_hash' => $did]);
            return;
        }
        hubloc_store_lowlevel($place + ['hubloc_guid' => $did, 'hubloc_hash' => $did, 'hubloc_primary' => 1]);
    }

    private static function storePicture(StoredAccount $stored): void
    {
        $did = $stored->account->did;
        $icon = $stored->state->actor['icon'] ?? null;
        $url = is_array($icon) ? (string) MediaTable::address($icon, $did) : '';
        if ($url !== '' && $url !== get_xconfig($did, Settings::FAMILY, 'icon')) {
            set_xconfig($did, Settings::FAMILY, 'icon', $url);
            Master::Summon(['Xchan_photo', bin2hex($url), bin2hex($did)]);
        }
    }

    /** @return array{xchan_name: string, xchan_url: string, xchan_addr: string} */
    private static function fields(StoredAccount $stored): array
    {
        $actor = $stored->state->actor ?? [];
        $nick = is_string($actor['preferredUsername'] ?? null) ? $actor['preferredUsername'] : 'pollen';
        $name = is_string($actor['name'] ?? null) ? Sanitiser::plain($actor['name'], self::NAME_CHARACTERS) : '';
        return [
            'xchan_name' => escape_tags($name === '' ? $nick : $name),
            'xchan_url' => WebPages::ofAccount($stored->account, $stored->state->actor),
            'xchan_addr' => strtolower($nick) . '@' . $stored->account->ipnsName,
        ];
    }

    private function __construct()
    {
    }
}
