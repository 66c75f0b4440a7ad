<?php

declare(strict_types=1);

namespace Pollen\Reader;

/**
 * An answer to a poll (bridge-spec section 6.8): a Note with a name that answers something and says nothing. It is no post.
 */
final class Vote
{
    /**
     * @param array<string, mixed> $document a checked object
     * @return array{question: string, choice: string}|null null: no vote
     */
    public static function of(array $document): ?array
    {
        $name = $document['name'] ?? null;
        $parent = $document['inReplyTo'] ?? null;
        $isNote = ($document['type'] ?? null) === 'Note' && !isset($document['attachment']);
        if (!$isNote || !is_string($name) || $name === '' || !is_string($parent) || ($document['content'] ?? '') !== '') {
            return null;
        }
        return ['question' => PortableId::normalize($parent), 'choice' => $name];
    }

    private function __construct()
    {
    }
}
