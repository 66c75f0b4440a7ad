<?php

declare(strict_types=1);

namespace Pollen\Friendica\Tests;

use Friendica\Database\DBA;
use Friendica\Memory;
use Friendica\Protocol\ActivityPub\Receiver;
use Pollen\Friendica\InboxGuard;
use Pollen\Friendica\LocalId;
use Pollen\Reader\Tests\Checks;
use Pollen\Reader\Tests\TreeBuilder;

/** Other servers, with signatures of their own that are quite valid. Documents are compact, as Friendica reads them. */
final class ForgeryTests
{
    private const EVIL = 'https://evil.example/u';

    public static function testNobodyDeliversForAnAccount(Checks $checks): void
    {
        $lab = new Lab();
        [$actor, $post] = self::victim();
        $note = ['@id' => $post, '@type' => 'as:Note', 'as:attributedTo' => ['@id' => self::EVIL], 'as:content' => 'x'];
        $tombstone = ['@id' => $post, '@type' => 'as:Tombstone'];
        $cases = [
            'Update of its post' => self::activity('Update', $note),
            'Create with its id' => self::activity('Create', $note),
            'Delete of its post' => self::activity('Delete', $tombstone),
            'Delete by a bare id' => self::activity('Delete', ['@id' => $post]),
            'Delete by a text' => self::activity('Delete', $post),
            'in its name' => ['as:actor' => ['@id' => $actor]] + self::activity('Like', ['@id' => 'https://hub.example/1']),
            'in its name, as a text' => ['as:actor' => $actor] + self::activity('Like', ['@id' => 'https://hub.example/1']),
            'in its name, among others' => ['as:actor' => [['@id' => self::EVIL], ['@id' => $actor]]] + self::activity('Like', ['@id' => 'https://hub.example/1']),
            'announced by a group' => self::activity('Announce', ['as:actor' => ['@id' => $actor], 'as:object' => $tombstone] + self::activity('Delete', [])),
            'announced, embedded' => self::activity('Announce', $note),
            'attributed to it' => self::activity('Create', ['@id' => 'https://evil.example/1', 'as:attributedTo' => ['@id' => $actor]] + $note),
            'its profile' => self::activity('Update', ['@id' => $actor, '@type' => 'as:Person', 'as:name' => 'Evil']),
            'its end' => self::activity('Delete', ['@id' => $actor]),
            'its undoing' => self::activity('Undo', ['@id' => $post]),
            'its move' => self::activity('Move', ['@id' => $actor]) + ['as:target' => ['@id' => self::EVIL]],
            'in capitals' => self::activity('Update', ['@id' => str_replace('ipns:', 'IPNS:', $post)] + $note),
            'two types' => ['@type' => ['as:Delete', 'as:Like']] + self::activity('Delete', ['@id' => $post]),
            'in a list' => self::activity('Delete', ['@list' => [['@id' => $post]]]),
        ];
        foreach ($cases as $name => $document) {
            $checks->true(InboxGuard::refuses((string) json_encode($document)), $name);
        }
        $lab->end();
    }

    public static function testEverybodyMayAnswer(Checks $checks): void
    {
        $lab = new Lab();
        [$actor, $post] = self::victim();
        $reply = [
            '@id' => 'https://mastodon.example/1', '@type' => 'as:Note', 'as:attributedTo' => ['@id' => self::EVIL],
            'as:inReplyTo' => ['@id' => $post], 'as:to' => [['@id' => $actor]], 'as:content' => '<a href="' . $actor . '">@x</a>',
            'as:tag' => ['@type' => 'as:Mention', 'as:href' => ['@id' => $actor], 'as:name' => '@x'],
        ];
        $like = self::activity('Like', ['@id' => $post]);
        $cases = [
            'reply' => self::activity('Create', $reply), 'edited' => self::activity('Update', $reply), 'like' => $like,
            'text' => self::activity('Like', $post), 'boost' => self::activity('Announce', ['@id' => $post]),
            'taken back' => self::activity('Undo', $like), 'nothing to do with it' => self::activity('Delete', ['@id' => 'https://evil.example/1']),
        ];
        foreach ($cases as $name => $document) {
            $checks->true(!InboxGuard::refuses((string) json_encode($document)), $name);
        }
        foreach (['', 'x', '[]', '5', '{"a":', '{"@context":"https://www.w3.org/ns/activitystreams"}'] as $body) {
            $checks->true(!InboxGuard::refuses($body), 'the server\'s own business: ' . $body);
        }
        $lab->end();
    }

    public static function testMeaningsFromElsewhere(Checks $checks): void
    {
        $lab = new Lab();
        [, $post] = self::victim();
        $plain = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1', ['toot' => 'http://joinmastodon.org/ns#']];
        Memory::$compacted = self::activity('Update', ['@id' => $post, 'as:content' => 'x']);
        $document = ['type' => 'Update', 'object' => ['id' => 'v:1']];
        foreach (['https://evil.example/ctx', [$plain[0], 'https://evil.example/ctx'], [[['https://evil.example/ctx']]]] as $context) {
            $checks->true(InboxGuard::refuses((string) json_encode(['@context' => $context] + $document)), json_encode($context));
            $inner = ['@context' => $plain, 'object' => ['@context' => $context, 'id' => 'v:1']];
            $checks->true(InboxGuard::refuses((string) json_encode($inner)), 'inside: ' . json_encode($context));
        }
        $hidden = str_replace('ipns', '\u0069pns', (string) json_encode(['@context' => ['x' => '@id'], 'object' => ['x' => $post]]));
        $checks->true(InboxGuard::refuses($hidden), 'escaped');
        $checks->true(InboxGuard::refuses((string) json_encode(['@context' => [$plain[0], ['v' => substr($post, 0, 80)]]] + $document)), 'by a prefix');
        $checks->true(!InboxGuard::refuses((string) json_encode(['@context' => $plain] + $document)), 'ordinary posts are not even looked into');
        Memory::$compacted = null;
        $lab->end();
    }

    public static function testNobodyElseMakesItems(Checks $checks): void
    {
        $lab = new Lab();
        [$actor, $post] = self::victim();
        $items = [
            ['uri' => $post, 'author-link' => self::EVIL], ['uri' => $post, 'author-link' => $actor],
            ['uri' => 'https://evil.example/1', 'author-link' => $actor], ['uri' => 'ipns://nonsense', 'author-link' => $actor],
            ['uri' => strtoupper($post), 'author-link' => self::EVIL], ['uri' => $post],
        ];
        foreach ($items as $item) {
            pollen_post_remote($item);
            $checks->true(!empty($item['cancel']), json_encode($item));
        }
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $contact = DBA::selectFirst('contact', ['id'], ['uid' => 5]);
        $page = ['uri' => 'https://gateway.example/@x/1', 'author-link' => 'https://gateway.example/@x/', 'author-id' => $contact['id'] ?? 0];
        pollen_post_remote($page);
        $checks->true(!empty($page['cancel']), 'by the address of its page at a gateway');
        $own = ['uri' => 'https://mastodon.example/1', 'author-link' => 'https://mastodon.example/u', 'thr-parent' => $post];
        pollen_post_remote($own);
        $checks->true(!isset($own['cancel']), 'others\' items are theirs');
        $lab->end();
    }

    public static function testOutsideOfAnImportNothingIsTaken(Checks $checks): void
    {
        $lab = new Lab();
        $tree = TreeBuilder::grown(1);
        $lab->publish($tree);
        $lab->follow(5, $tree);
        $lab->poll($tree);
        $actor = LocalId::actorOf($tree->account);
        $fake = ['type' => 'Create', 'id' => $actor . '#x', 'actor' => $actor, 'published' => 'now', 'object' => [
            'id' => substr($actor, 0, -12) . 'o/22/2/2/2222222222222.jsonld', 'attributedTo' => $actor, 'content' => 'fake',
        ]];
        Receiver::processActivity($fake, '', 0, true, false, [$actor]);
        $checks->same(['<p>1</p>'], Lab::texts(0), 'not even from a server that believes it');
        $checks->same(['<p>1</p>'], Lab::texts(5), 'what is proven stays');
        $lab->follow(6, $tree);
        $lab->poll($tree);
        $checks->same(['<p>1</p>'], Lab::texts(6), 'and can be handed on');
        $lab->end();
    }

    /** @return array{string, string} actor and post as Friendica stores them */
    private static function victim(): array
    {
        $tree = new TreeBuilder();
        return [LocalId::actorOf($tree->account), LocalId::of($tree->post('<p>1</p>')['id'])];
    }

    /** @return array<string, mixed> */
    private static function activity(string $type, array|string $object): array
    {
        return ['@id' => 'https://evil.example/a', '@type' => 'as:' . $type, 'as:actor' => ['@id' => self::EVIL], 'as:object' => $object];
    }
}
