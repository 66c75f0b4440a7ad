<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

use Pollen\Hubzilla\Poller;
use Pollen\Reader\Tests\TreeBuilder;
use Pollen\Server\Tests\WebServer;

/**
 * The addon installed on the stand-in, and a gateway on loopback that serves the trees of a test.
 */
final class Lab
{
    public readonly WebServer $web;
    /** @var list<TreeBuilder> */
    private array $trees = [];

    public function __construct()
    {
        Hub::begin();
        $this->web = new WebServer();
        Hub::$config['pollen']['gateways'] = $this->web->origin;
        Hub::$config['pollen']['announce'] = 0;
    }

    /** @param array<string, string> $extra files beside the trees */
    public function publish(TreeBuilder $tree, array $extra = []): void
    {
        if (!in_array($tree, $this->trees, true)) {
            $this->trees[] = $tree;
        }
        $files = $extra;
        foreach ($this->trees as $each) {
            $files += $each === $tree ? $tree->publish() : $each->files;
        }
        $this->web->serve($files);
    }

    /** Follows and reads for the first time. */
    public function follow(int $channelId, TreeBuilder $tree): void
    {
        Hub::follow($channelId, $tree->account->did);
        Hub::work();
    }

    public function poll(TreeBuilder $tree): string
    {
        return (string) Poller::run($tree->account->did);
    }

    /** @return list<string> what the addon has complained about */
    public static function complaints(): array
    {
        return array_values(array_filter(Hub::$log, static fn (string $line): bool => str_contains($line, 'not stored') || str_contains($line, ' at ')));
    }
}
