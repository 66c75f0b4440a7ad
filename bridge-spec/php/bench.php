<?php

/*
 * php bridge-spec/php/bench.php: what verifying costs. One page of 20 posts (page, activities and posts: 41 proofs),
 * beside the bare verification of 41 signatures, in turns; medians.
 */

declare(strict_types=1);

use Pollen\Reader\PageCheck;
use Pollen\Reader\Proof;
use Pollen\Reader\Refused;
use Pollen\Reader\SignedJson;
use Pollen\Reader\Tests\TreeBuilder;

error_reporting(E_ALL);
require __DIR__ . '/autoload.php';
require __DIR__ . '/tests/TreeBuilder.php';

const PAGES = 500;
const GOAL = 2.2;

$builder = new TreeBuilder();
$texts = [
    'Heute früh stand der Nebel so dicht im Tal, dass man die Brücke nur hören konnte. Erst gegen zehn kam die Sonne.',
    'The second swarm of the year moved into the old wine crate behind the shed. We left it there. 🐝',
    '今朝の市場は人でいっぱいでした。柿が一山三百円、つい二山買ってしまいました。',
    'Quelqu’un sait si le train de nuit pour Vienne circule encore en décembre ? Le site dit oui, le guichet dit non.',
];
for ($post = 0; $post < 20; $post++) {
    $builder->post('<p>' . $texts[$post % 4] . '</p><p>' . $texts[($post + 1) % 4] . '</p>', [
        'contentMap' => ['en' => '<p>' . $texts[$post % 4] . '</p><p>' . $texts[($post + 1) % 4] . '</p>'],
        'tag' => [['type' => 'Hashtag', 'name' => '#bees']],
    ]);
}
$builder->publish();
$account = $builder->account;
$text = $builder->files[$account->folder . '/outbox/0000/000000.jsonld'];
$document = SignedJson::parse($text);
$signed = [];
foreach ([$document, ...$document['orderedItems'], ...array_column($document['orderedItems'], 'object')] as $part) {
    $message = (string) Proof::messageOf(json_decode(SignedJson::encode($part)));
    $signed[] = [(string) Proof::signature($part['proof']['proofValue']), $message];
}

$bare = static function () use ($signed, $account): void {
    foreach ($signed as [$signature, $message]) {
        if (!sodium_crypto_sign_verify_detached($signature, $message, $account->publicKey)) {
            throw new RuntimeException('bare verification failed');
        }
    }
};
$read = static function () use ($text, $account): void {
    foreach (PageCheck::parse($text, $account)?->activities ?? [] as $activity) {
        if ($activity instanceof Refused) {
            throw $activity;
        }
    }
};
// Processor time, in turns of one page each: what else the machine does then disturbs both alike.
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
$median = static function (array $values): float {
    sort($values);
    return $values[intdiv(count($values), 2)];
};

$times = ['bare' => [], 'read' => []];
for ($page = -10; $page < PAGES; $page++) {
    $first = $milliseconds($bare);
    $second = $milliseconds($read);
    if ($page >= 0) {
        $times['bare'][] = $first;
        $times['read'][] = $second;
    }
}
$perPage = $median($times['read']);
$ratio = $perPage / $median($times['bare']);
printf("PHP %s, page of %d bytes, %d proofs, medians of %d pages\n", PHP_VERSION, strlen($text), count($signed), PAGES);
printf("41 signatures, sodium alone   %6.3f ms\n", $median($times['bare']));
printf("the page, checked and read    %6.3f ms, %d activities/s\n", $perPage, 20000 / $perPage);
printf("ratio                         %6.2f (goal <= %.1f)\n", $ratio, GOAL);
exit($ratio <= GOAL ? 0 : 1);
