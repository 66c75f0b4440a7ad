<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Every bound of the format in one place (bridge-spec section 15).
 */
final class Limits
{
    public const FILE_BYTES = 1048576;
    public const ACTOR_BYTES = 65536;
    public const PAGE_BYTES = 524288;
    public const DEPTH = 16;
    public const INTEGER = 9007199254740991;
    public const ID_CHARACTERS = 191;
    public const ADDRESS_CHARACTERS = 2048;

    public const PAGE_ITEMS = 20;
    public const PAGE_NUMBER = 999999;
    public const FEATURED_ITEMS = 5;
    public const GATEWAYS = 16;
    public const VIA_HINTS = 8;

    /** Pages of the first poll of an account, and of every later one. */
    public const FIRST_PAGES = 2;
    public const POLL_PAGES = 50;
    /** Objects that a poll fetches because an activity only names them. */
    public const POLL_OBJECTS = 20;
    public const BASES = 12;
    public const GAPS = 100;
    public const GAP_TRIES = 10;
    /** Pages whose last state is remembered; older ones are read again when a walk gets there. */
    public const PAGES_REMEMBERED = 1000;
    public const ETAGS_REMEMBERED = 8;
    public const ETAG_CHARACTERS = 256;

    public const INTERVAL_SECONDS_LEAST = 900;
    public const INTERVAL_SECONDS_MOST = 86400;
    /** What was written longer ago than this when it was announced is history, not news. */
    public const NEWS_SECONDS = 86400;

    public const IPNS_RECORD_BYTES = 10240;

    public const RESPONSES_BYTES = 1048576;
    public const RESPONSES_ITEMS = 100;
    public const LETTER_BYTES = 65536;

    private function __construct()
    {
    }
}
