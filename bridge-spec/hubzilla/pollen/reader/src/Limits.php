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
    public const VALUES = 100000;
    public const INTEGER = 9007199254740991;
    public const ID_CHARACTERS = 191;
    public const URL_CHARACTERS = 2048;
    public const ADDRESS_CHARACTERS = 4096;

    public const PAGE_ITEMS = 20;
    public const PAGE_NUMBER = 999999;
    public const FEATURED_ITEMS = 20;
    public const GATEWAYS = 32;
    public const ALSO_KNOWN_AS = 32;
    public const CONTEXT_ITEMS = 8;
    public const ADDRESSEES = 256;
    public const TAGS = 128;
    public const ATTACHMENTS = 32;
    public const LANGUAGES = 32;
    public const VIA_HINTS = 8;

    /** UTF-16 code units of content, summary and the like; of names, captions and labels. */
    public const CONTENT_UNITS = 262144;
    public const LABEL_UNITS = 4096;
    public const TYPE_UNITS = 64;
    public const MEDIA_TYPE_UNITS = 128;
    public const BLURHASH_UNITS = 256;
    public const EMOJI_UNITS = 64;

    /** Pages of the first poll of an account, and of every later one. */
    public const FIRST_PAGES = 2;
    public const POLL_PAGES = 52;
    /** Objects that a poll fetches because an activity only names them. */
    public const POLL_OBJECTS = 64;
    public const BASES = 40;
    /** How many hosts are asked for a page or object that another did not give. */
    public const BASES_TRIED = 4;
    public const GAPS = 100;
    public const HOLES = 100;
    /** Pages whose last state is remembered: the newest, and below each gap. */
    public const PAGES_REMEMBERED = 64;
    public const PAGES_REMEMBERED_BELOW_GAP = 2;
    public const ETAGS_REMEMBERED = 8;
    public const ETAG_CHARACTERS = 256;

    public const INTERVAL_SECONDS_LEAST = 900;
    public const INTERVAL_SECONDS_MOST = 86400;
    /** What was written longer ago than this when it was announced is history, not news. */
    public const NEWS_SECONDS = 86400;

    public const IPNS_RECORD_BYTES = 10240;

    public const RESPONSES_BYTES = 8388608;
    public const RESPONSES_BYTES_WRITTEN = 1048576;
    public const RESPONSES_ITEMS = 100;
    public const LETTER_BYTES = 65536;

    /** A statement of succession, and where statements of an account are asked for. */
    public const STATEMENT_BYTES = 16384;
    public const OLD_BASES = 8;
    public const SUCCESSOR_SECONDS = 86400;
    public const SUCCESSOR_SECONDS_AT_NEWS = 3600;

    private function __construct()
    {
    }
}
