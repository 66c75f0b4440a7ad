<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An IPNS record (bridge-spec section 7.4). Needed only by readers that ask IPFS gateways for the record itself
 * (`?format=ipns-record`); over HTTP the outbox is guard enough against going back.
 */
final class IpnsRecord
{
    private function __construct(
        /** `/ipfs/<cid>`, possibly with a path. */
        public readonly string $value,
        public readonly int $sequence,
        public readonly int $validUntilSeconds,
        /** Nanoseconds. */
        public readonly int $ttl
    ) {
    }

    /**
     * @throws Refused when the record is not signed by the key that the name is, or contradicts itself
     */
    public static function parse(string $bytes, Account $account): self
    {
        if (strlen($bytes) > Limits::IPNS_RECORD_BYTES) {
            throw new Refused(Refused::TOO_LARGE, '15', 'IPNS record is too large');
        }
        $fields = self::fields($bytes);
        $data = $fields[9] ?? null;
        $signature = $fields[8] ?? null;
        if (!is_string($data) || !is_string($signature)) {
            throw self::bad('data or signatureV2 is missing');
        }
        $key = "\x08\x01\x12\x20" . $account->publicKey;
        $signed = 'ipns-signature:' . $data;
        if (($fields[7] ?? $key) !== $key || !Ed25519::verify($signature, $signed, $account->publicKey)) {
            throw new Refused(Refused::BAD_PROOF, '7.4', 'IPNS record is not signed by the key of its name');
        }
        $entry = self::entry($data);
        $isV1 = isset($fields[1]) || isset($fields[2]);
        $numbers = ['Value' => 1, 'ValidityType' => 3, 'Validity' => 4, 'Sequence' => 5, 'TTL' => 6];
        foreach ($numbers as $name => $number) {
            // Protobuf leaves out numbers that are zero.
            $isNumber = is_int($entry[$name]);
            $first = $fields[$number] ?? ($isV1 && $isNumber ? 0 : null);
            if (($first !== null || $isV1) && $first !== $entry[$name]) {
                throw self::bad($name . ' differs between the two parts of the record');
            }
        }
        if ($entry['ValidityType'] !== 0) {
            throw self::bad('unknown kind of validity');
        }
        $until = self::seconds($entry['Validity']);
        return new self($entry['Value'], $entry['Sequence'], $until, $entry['TTL']);
    }

    /** CIDv1 of the tree's root, or null when the value is none of this format. */
    public function root(): ?string
    {
        return preg_match('/\A\/ipfs\/(bafybei[a-z2-7]{52})\z/', $this->value, $parts) === 1 ? $parts[1] : null;
    }

    public function isExpired(int $nowSeconds): bool
    {
        return $this->validUntilSeconds < $nowSeconds;
    }

    /** Whether this record replaces another verified one of the same name. Never back to a lower sequence. */
    public function replaces(?self $known): bool
    {
        return $known === null || $this->sequence > $known->sequence
            || ($this->sequence === $known->sequence && $this->validUntilSeconds > $known->validUntilSeconds);
    }

    private static function bad(string $message): Refused
    {
        return Refused::schema('7.4', 'IPNS record: ' . $message);
    }

    private static function seconds(string $validity): int
    {
        $pattern = '/\A(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z\z/';
        if (preg_match($pattern, $validity, $parts) !== 1 || !Timestamp::isValid($parts[1] . 'Z')) {
            throw self::bad('validity is no date');
        }
        return Timestamp::seconds($parts[1] . 'Z');
    }

    /** @return array<int, int|string> protobuf fields by number */
    private static function fields(string $bytes): array
    {
        $fields = [];
        $position = 0;
        while ($position < strlen($bytes)) {
            $tag = self::varint($bytes, $position);
            $value = self::varint($bytes, $position);
            if (($tag & 7) === 2) {
                if ($value > strlen($bytes) - $position) {
                    throw self::bad('cut off');
                }
                $length = $value;
                $value = substr($bytes, $position, $length);
                $position += $length;
            } elseif (($tag & 7) !== 0) {
                throw self::bad('unknown kind of field');
            }
            if (isset($fields[$tag >> 3])) {
                throw self::bad('field given twice');
            }
            $fields[$tag >> 3] = $value;
        }
        return $fields;
    }

    private static function varint(string $bytes, int &$position): int
    {
        $value = 0;
        for ($shift = 0; $shift < 63; $shift += 7) {
            if (!isset($bytes[$position])) {
                throw self::bad('cut off');
            }
            $byte = ord($bytes[$position++]);
            $value |= ($byte & 0x7f) << $shift;
            if ($byte < 0x80) {
                return $value;
            }
        }
        throw self::bad('number too large');
    }

    /** @return array{Value: string, Validity: string, ValidityType: int, Sequence: int, TTL: int} */
    private static function entry(string $data): array
    {
        $position = 0;
        [$major, $count] = self::cborHead($data, $position);
        if ($major !== 5 || $count > 16) {
            throw self::bad('data is no small map');
        }
        $entry = [];
        while ($count-- > 0) {
            $name = self::cborValue($data, $position, 3);
            if (isset($entry[$name])) {
                throw self::bad('entry given twice');
            }
            $entry[$name] = self::cborValue($data, $position);
        }
        if (
            $position !== strlen($data)
            || !is_string($entry['Value'] ?? null) || !is_string($entry['Validity'] ?? null)
            || !is_int($entry['ValidityType'] ?? null) || !is_int($entry['Sequence'] ?? null)
            || !is_int($entry['TTL'] ?? null)
        ) {
            throw self::bad('data lacks an entry, or goes on after its end');
        }
        return $entry;
    }

    /** @return array{int, int} major type and number of a DAG-CBOR head */
    private static function cborHead(string $data, int &$position): array
    {
        if (!isset($data[$position])) {
            throw self::bad('data is cut off');
        }
        $head = ord($data[$position++]);
        $number = $head & 31;
        if ($number >= 24) {
            $length = [24 => 1, 25 => 2, 26 => 4, 27 => 8][$number] ?? 0;
            if ($length === 0 || strlen($data) - $position < $length) {
                throw self::bad('data is cut off or not DAG-CBOR');
            }
            $number = 0;
            foreach (str_split(substr($data, $position, $length)) as $byte) {
                if ($number >= 1 << 55) {
                    throw self::bad('number too large');
                }
                $number = $number << 8 | ord($byte);
            }
            $position += $length;
        }
        return [$head >> 5, $number];
    }

    private static function cborValue(string $data, int &$position, ?int $wanted = null): int|string
    {
        [$major, $number] = self::cborHead($data, $position);
        if (($wanted !== null && $major !== $wanted) || !in_array($major, [0, 2, 3], true)) {
            throw self::bad('data has a value of another kind');
        }
        if ($major === 0) {
            return $number;
        }
        if ($number > strlen($data) - $position) {
            throw self::bad('data is cut off');
        }
        $text = substr($data, $position, $number);
        $position += $number;
        return $text;
    }
}
