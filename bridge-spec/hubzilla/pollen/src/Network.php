<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Names under which accounts stand in Hubzilla's tables. An account's `xchan_hash` is its DID, an item's `mid` is the
 * canonical id (`ap://did:key:…`, at most 191 characters, as the columns are). A network of its own keeps Hubzilla's
 * ActivityPub code from posting to inboxes that do not exist.
 */
final class Network
{
    public const NAME = 'pollen';
    public const LABEL = 'Pollen';
    public const APP = 'pollen';

    private function __construct()
    {
    }
}
