<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Reader\SuccessionCheck;
use Pollen\Reader\Tests\TreeBuilder;

/** An account whose key was stolen, as the tests of every addon tell it. */
final class StolenAccount
{
    /** @return array{TreeBuilder, TreeBuilder, TreeBuilder} the account with a post, who goes on for it, and the thief */
    public static function people(): array
    {
        [$old, $next, $thief] = [new TreeBuilder(1), new TreeBuilder(2), new TreeBuilder(3)];
        $old->put($old->actor(['nextKeyDigest' => SuccessionCheck::digestOf($next->account->did)]));
        $old->post('<p>before</p>');
        $thief->put($thief->actor(['alsoKnownAs' => [$old->account->actorId]]));
        return [$old, $next, $thief];
    }

    /** The thief publishes, and says that another key comes next. */
    public static function rob(TreeBuilder $old): void
    {
        $digest = SuccessionCheck::digestOf((new TreeBuilder(3))->account->did);
        $actor = $old->actor(['nextKeyDigest' => $digest, 'name' => 'Still Alice']);
        $old->append($old->activity('Update', $actor));
        $old->put($actor);
        $old->post('<p>of the thief</p>');
    }

    /** The old key says that the account has moved. */
    public static function move(TreeBuilder $old, TreeBuilder $to): void
    {
        $old->tick();
        $actor = $old->actor(['movedTo' => $to->account->actorId]);
        $old->append($old->activity('Update', $actor));
        $old->put($actor);
        $old->append($old->activity('Move', $old->account->actorId, ['target' => $to->account->actorId]));
    }

    /**
     * The owner goes on, with a post.
     *
     * @param array<string, mixed> $more
     * @return array<string, string> what the host of the old account keeps besides its tree
     */
    public static function goOn(TreeBuilder $old, TreeBuilder $next, array $more): array
    {
        $next->put($next->actor(['alsoKnownAs' => [$old->account->actorId]]));
        $next->post('<p>after all</p>');
        $statement = TreeBuilder::bytes($next->statement($old->account, $more));
        return [$old->account->folder . '/successor.jsonld' => $statement];
    }
}
