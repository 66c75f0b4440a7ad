<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * A document, name or record breaks a rule of bridge-spec. `reason` is a word for programs, `clause` the section that
 * is broken; the message is for people and never repeats content of the document.
 */
final class Refused extends \RuntimeException
{
    public const TOO_LARGE = 'too-large';
    public const NOT_JSON = 'not-json';
    public const NOT_CANONICAL = 'not-canonical';
    public const FORBIDDEN_VALUE = 'forbidden-value';
    public const BAD_SCHEMA = 'bad-schema';
    public const BAD_PROOF = 'bad-proof';
    public const WRONG_OWNER = 'wrong-owner';
    public const WRONG_PLACE = 'wrong-place';
    /** Only of statements of succession (section 8.5). */
    public const NO_PIN = 'no-pin';
    public const WRONG_KEY = 'wrong-key';

    public function __construct(
        public readonly string $reason,
        public readonly string $clause,
        string $message
    ) {
        parent::__construct($message . ' (bridge-spec section ' . $clause . ')');
    }

    public static function schema(string $clause, string $message): self
    {
        return new self(self::BAD_SCHEMA, $clause, $message);
    }
}
