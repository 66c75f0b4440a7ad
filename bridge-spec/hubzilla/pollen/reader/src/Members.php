<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * What optional members may hold, if they are there (bridge-spec sections 4, 6.1 and 15). Members that are not named
 * here are signed like others and not looked at.
 */
final class Members
{
    public const OBJECT = [
        'content' => 'html', 'contentMap' => 'languages', 'name' => 'label', 'summary' => 'html',
        'sensitive' => 'flag', 'inReplyTo' => 'anyId', 'context' => 'reference', 'url' => 'webUrl',
        'updated' => 'date', 'tag' => 'tags', 'attachment' => 'attachments',
    ];
    public const ACTOR = [
        'name' => 'label', 'summary' => 'html', 'url' => 'webUrl', 'webfinger' => 'label', 'icon' => 'attachment',
        'image' => 'attachment', 'discoverable' => 'flag', 'indexable' => 'flag',
        'manuallyApprovesFollowers' => 'flag', 'alsoKnownAs' => 'references', 'movedTo' => 'reference',
        'nextKeyDigest' => 'digest', 'attachment' => 'fields', 'followers' => 'ownId', 'following' => 'ownId',
    ];
    private const TAG = [
        'type' => 'type', 'name' => 'label', 'href' => 'reference', 'id' => 'reference', 'rel' => 'label',
        'mediaType' => 'mediaType',
    ];
    private const ATTACHMENT = [
        'type' => 'type', 'mediaType' => 'mediaType', 'url' => 'anyId', 'digestMultibase' => 'digest',
        'name' => 'label', 'width' => 'count', 'height' => 'count', 'blurhash' => 'blurhash',
    ];
    private const FIELD = ['type' => 'type', 'name' => 'label', 'value' => 'html'];
    private const TEXTS = [
        'html' => Limits::CONTENT_UNITS, 'label' => Limits::LABEL_UNITS, 'reference' => Limits::URL_CHARACTERS,
        'type' => Limits::TYPE_UNITS, 'mediaType' => Limits::MEDIA_TYPE_UNITS, 'blurhash' => Limits::BLURHASH_UNITS,
    ];
    private const LANGUAGE = '/\A[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}\z/';

    /**
     * @param array<string, mixed> $document
     * @param array<string, string> $rules
     */
    public static function check(array $document, array $rules, string $clause): void
    {
        foreach ($document as $name => $value) {
            $rule = $rules[$name] ?? null;
            if ($rule !== null && !self::fits($rule, $value)) {
                throw Refused::schema($clause, $name . ' is not what it may be, or too long');
            }
        }
    }

    private static function fits(string $rule, mixed $value): bool
    {
        if (isset(self::TEXTS[$rule])) {
            return is_string($value) && Shape::isShort($value, self::TEXTS[$rule]);
        }
        switch ($rule) {
            case 'flag':
                return is_bool($value);
            case 'count':
                return is_int($value) && $value >= 0;
            case 'date':
                return Timestamp::isValid($value);
            case 'digest':
                return is_string($value) && preg_match(Media::DIGEST, $value) === 1;
            case 'anyId':
                return PortableId::isAnyId($value);
            case 'ownId':
                return PortableId::parse($value) !== null;
            case 'webUrl':
                return PortableId::isWebUrl($value);
            case 'languages':
                return self::areLanguages($value);
            case 'references':
                $isOne = static fn ($item): bool => self::fits('reference', $item);
                return self::are($value, Limits::ALSO_KNOWN_AS, $isOne);
            case 'tags':
                $isOne = static fn ($item): bool => self::isPart($item, self::TAG);
                return self::are($value, Limits::TAGS, $isOne);
            case 'attachments':
                $isOne = static fn ($item): bool => self::isPart($item, self::ATTACHMENT);
                return self::are($value, Limits::ATTACHMENTS, $isOne);
            case 'attachment':
                return self::isPart($value, self::ATTACHMENT);
            case 'fields':
                $isOne = static fn ($item): bool => self::isPart($item, self::FIELD);
                return self::are($value, Limits::ATTACHMENTS, $isOne);
        }
        return false;
    }

    /** @param array<string, string> $rules */
    private static function isPart(mixed $value, array $rules): bool
    {
        if (!is_array($value) || !isset($value['type'])) {
            return false;
        }
        foreach ($value as $name => $member) {
            if (isset($rules[$name]) && !self::fits($rules[$name], $member)) {
                return false;
            }
        }
        return true;
    }

    private static function are(mixed $value, int $most, callable $isOne): bool
    {
        if (!is_array($value) || !array_is_list($value) || count($value) > $most) {
            return false;
        }
        foreach ($value as $item) {
            if (!$isOne($item)) {
                return false;
            }
        }
        return true;
    }

    private static function areLanguages(mixed $value): bool
    {
        if (!is_array($value) || count($value) > Limits::LANGUAGES || array_is_list($value)) {
            return false;
        }
        foreach ($value as $language => $text) {
            if (preg_match(self::LANGUAGE, (string) $language) !== 1 || !self::fits('html', $text)) {
                return false;
            }
        }
        return true;
    }

    private function __construct()
    {
    }
}
