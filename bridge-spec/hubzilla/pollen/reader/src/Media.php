<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * Media files: not signed themselves, vouched for by the digest in a signed document (bridge-spec section 11).
 */
final class Media
{
    public const DIGEST = '/\AzQm[1-9A-HJ-NP-Za-km-z]{44}\z/';
    private const MULTIHASH = "\x12\x20";
    private const EXTENSIONS = [
        'image/jpeg' => 'jpg', 'image/png' => 'png', 'image/webp' => 'webp', 'image/gif' => 'gif',
        'image/avif' => 'avif', 'video/mp4' => 'mp4', 'video/webm' => 'webm', 'audio/mpeg' => 'mp3',
        'audio/mp4' => 'm4a', 'audio/ogg' => 'ogg', 'audio/wav' => 'wav',
    ];

    public static function digest(string $bytes): string
    {
        return 'z' . Multibase::base58()->encode(self::MULTIHASH . hash('sha256', $bytes, true));
    }

    public static function isDigest(mixed $text): bool
    {
        if (!is_string($text) || preg_match(self::DIGEST, $text) !== 1) {
            return false;
        }
        $bytes = (string) Multibase::decode($text);
        return strlen($bytes) === 34 && str_starts_with($bytes, self::MULTIHASH);
    }

    /** Whether bytes, from wherever they came, may be shown for a digestMultibase. */
    public static function matches(string $bytes, mixed $digest): bool
    {
        return self::isDigest($digest) && hash_equals($digest, self::digest($bytes));
    }

    /** Path of the file in the tree, without leading slash. */
    public static function path(string $digest, string $mediaType): string
    {
        $extension = self::EXTENSIONS[$mediaType] ?? 'bin';
        return 'm/' . substr($digest, -2, 1) . '/' . substr($digest, -1) . '/' . $digest . '.' . $extension;
    }

    /**
     * Where the file of an attachment, icon or image of an account can be had. What has a digest is looked for in the
     * account's tree at the given bases and must be compared: at hosts that keep many accounts it lies below the
     * account, under an IPNS name and on an own origin at the top, and a base does not tell which it is. A foreign
     * https address comes last, as it is.
     *
     * @param array<string, mixed> $part
     * @param list<string> $bases as Consumer::bases() has them
     * @return list<string>
     */
    public static function addresses(array $part, Account $account, array $bases): array
    {
        $digest = $part['digestMultibase'] ?? null;
        $mediaType = $part['mediaType'] ?? null;
        $url = $part['url'] ?? null;
        $foreign = is_string($url) && str_starts_with($url, 'https://') && PortableId::isAnyId($url) ? $url : null;
        $addresses = [];
        if (is_string($digest) && self::isDigest($digest)) {
            $path = '/' . self::path($digest, is_string($mediaType) ? $mediaType : '');
            foreach ($bases as $base) {
                $base = rtrim($base, '/');
                $isTree = str_contains($base, $account->ipnsName) || $foreign === $base . $path;
                if (!$isTree) {
                    $addresses[] = $base . $account->folder . $path;
                }
                $addresses[] = $base . $path;
            }
        }
        if ($foreign !== null) {
            $addresses[] = $foreign;
        }
        return array_values(array_unique($addresses));
    }

    private function __construct()
    {
    }
}
