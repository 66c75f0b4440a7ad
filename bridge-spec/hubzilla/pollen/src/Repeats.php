<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * Hubzilla offers to repeat what two of its own networks bring, by name. What comes from here can be repeated as well.
 */
final class Repeats
{
    /**
     * Hook `display_item`.
     *
     * @param array<string, mixed> $shown `item`, and as `output` what the template gets
     */
    public static function offer(array &$shown): void
    {
        $item = $shown['item'] ?? [];
        $isOwn = local_channel() && intval($item['uid'] ?? 0) === intval(local_channel());
        if ($isOwn && !intval($item['item_private'] ?? 1) && ($item['author']['xchan_network'] ?? '') === Network::NAME) {
            $shown['output']['share'] = [t('Repeat'), t('repeat')];
        }
    }

    private function __construct()
    {
    }
}
