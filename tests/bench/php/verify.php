<?php

/*
 * What a server pays for a Pollen account and for what it knows already. One page of 20 posts (page, activities, posts:
 * 41 proofs) checked by the reader, and with every text sanitised as an addon does it; beside the bare verification of
 * the same 41 signatures, an Atom feed of the same 20 posts, parsed and sanitised, and 20 deliveries with RSA signatures
 * over the same activities, verified as HTTP signatures are, and sanitised. Processor time of one page each, in turns.
 */

declare(strict_types=1);

use Pollen\Reader\PageCheck;
use Pollen\Reader\Proof;
use Pollen\Reader\Refused;
use Pollen\Reader\SignedJson;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Sanitiser;

require __DIR__ . '/answer-tasks.php';
$bridge = __DIR__ . '/../../../bridge-spec/php';
require $bridge . '/autoload.php';
require $bridge . '/server/autoload.php';
require $bridge . '/tests/TreeBuilder.php';

const POSTS = 20;

$builder = new TreeBuilder();
$texts = [
    'Heute früh stand der Nebel so dicht im Tal, dass man die Brücke nur hören konnte. Erst gegen zehn kam die Sonne.',
    'The second swarm of the year moved into the old wine crate behind the shed. We left it there. 🐝',
    '今朝の市場は人でいっぱいでした。柿が一山三百円、つい二山買ってしまいました。',
    'Quelqu’un sait si le train de nuit pour Vienne circule encore en décembre ? Le site dit oui, le guichet dit non.',
];
for ($post = 0; $post < POSTS; $post++) {
    $html = '<p>' . $texts[$post % 4] . '</p><p>' . $texts[($post + 1) % 4] . ' <a href="https://meadow.example/'
        . $post . '">meadow.example</a> #bees</p>';
    $builder->post($html, ['contentMap' => ['en' => $html], 'tag' => [['type' => 'Hashtag', 'name' => '#bees']]]);
}
$builder->publish();
$account = $builder->account;
$text = $builder->files[$account->folder . '/outbox/0000/000000.jsonld'];
$document = SignedJson::parse($text);
$notes = array_column($document['orderedItems'], 'object');
$signed = [];
foreach ([$document, ...$document['orderedItems'], ...$notes] as $part) {
    $message = (string) Proof::messageOf(json_decode(SignedJson::encode($part)));
    $signed[] = [(string) Proof::signature($part['proof']['proofValue']), $message];
}

// What a feed reader gets: the same posts as Atom, unsigned.
$atom = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ada</title>'
    . '<id>https://ada.example/</id><updated>2026-01-01T00:00:00Z</updated>';
foreach ($notes as $note) {
    $atom .= '<entry><id>' . htmlspecialchars($note['id']) . '</id><title>Post</title><updated>' . $note['published']
        . '</updated><author><name>Ada</name></author><link rel="alternate" href="https://ada.example/1"/>'
        . '<category term="bees"/><content type="html">' . htmlspecialchars($note['content']) . '</content></entry>';
}
$atom .= '</feed>';

// What an inbox gets: each activity in a request of its own, signed with RSA 2048 as draft-cavage-http-signatures-12.
$pair = openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
$publicKey = openssl_pkey_get_details($pair)['key'];
$deliveries = [];
foreach ($document['orderedItems'] as $activity) {
    $body = SignedJson::encode($activity);
    $digest = 'SHA-256=' . base64_encode(hash('sha256', $body, true));
    $headers = ['host' => 'hub.example', 'date' => 'Thu, 01 Jan 2026 00:00:00 GMT', 'digest' => $digest, 'content-type' => 'application/activity+json'];
    $lines = "(request-target): post /inbox\nhost: {$headers['host']}\ndate: {$headers['date']}\ndigest: {$digest}";
    openssl_sign($lines, $signature, $pair, OPENSSL_ALGO_SHA256);
    $headers['signature'] = 'keyId="https://ada.example/actor#main-key",algorithm="rsa-sha256",headers="(request-target) host date digest",signature="'
        . base64_encode($signature) . '"';
    $deliveries[] = [$headers, $body];
}

$sanitiser = new Sanitiser();
$clean = static function (string $html) use ($sanitiser): void {
    if (!str_contains($sanitiser->html($html), 'meadow.example')) {
        throw new RuntimeException('the text is lost');
    }
};
$read = static function (bool $cleans) use ($text, $account, $clean): void {
    foreach (PageCheck::parse($text, $account)?->activities ?? [] as $activity) {
        if ($activity instanceof Refused) {
            throw $activity;
        }
        $cleans && $clean($activity->object->document['content']);
    }
};
$works = [
    'bare' => static function () use ($signed, $account): void {
        foreach ($signed as [$signature, $message]) {
            if (!sodium_crypto_sign_verify_detached($signature, $message, $account->publicKey)) {
                throw new RuntimeException('bare verification failed');
            }
        }
    },
    'page' => static fn () => $read(false),
    'sanitised' => static fn () => $read(true),
    'feed' => static function () use ($atom, $clean): void {
        $feed = new DOMDocument();
        $feed->loadXML($atom, LIBXML_NONET);
        foreach ($feed->getElementsByTagName('entry') as $entry) {
            $clean($entry->getElementsByTagName('content')->item(0)->textContent);
        }
    },
    'deliveries' => static function () use ($deliveries, $publicKey, $clean): void {
        foreach ($deliveries as [$headers, $body]) {
            preg_match_all('/(\w+)="([^"]*)"/', $headers['signature'], $parts, PREG_SET_ORDER);
            $fields = array_column($parts, 2, 1);
            $lines = [];
            foreach (explode(' ', $fields['headers']) as $name) {
                $lines[] = $name . ': ' . ($name === '(request-target)' ? 'post /inbox' : $headers[$name]);
            }
            $isFresh = hash_equals($headers['digest'], 'SHA-256=' . base64_encode(hash('sha256', $body, true)));
            $key = openssl_pkey_get_public($publicKey);
            $verified = openssl_verify(implode("\n", $lines), base64_decode($fields['signature']), $key, OPENSSL_ALGO_SHA256);
            if (!$isFresh || $verified !== 1) {
                throw new RuntimeException('a delivery is refused');
            }
            $clean(json_decode($body, true, 16, JSON_THROW_ON_ERROR)['object']['content']);
        }
    },
];

$milliseconds = static function (callable $work): float {
    $before = getrusage();
    $work();
    $after = getrusage();
    $spent = 0.0;
    foreach (['ru_utime', 'ru_stime'] as $kind) {
        $spent += ($after["$kind.tv_sec"] - $before["$kind.tv_sec"]) * 1e3;
        $spent += ($after["$kind.tv_usec"] - $before["$kind.tv_usec"]) / 1e3;
    }
    return $spent;
};

answerTasks(['measure' => static function (array $input) use ($works, $milliseconds, $text, $signed): array {
    $times = array_fill_keys(array_keys($works), []);
    for ($page = -10; $page < $input['pages']; $page++) {
        foreach ($works as $name => $work) {
            $spent = $milliseconds($work);
            if ($page >= 0) {
                $times[$name][] = $spent;
            }
        }
    }
    return ['php' => PHP_VERSION, 'bytes' => strlen($text), 'proofs' => count($signed), 'posts' => POSTS, 'times' => $times];
}]);
