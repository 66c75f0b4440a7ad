<?php

declare(strict_types=1);

namespace Friendica\Model;

final class User
{
    public static function getOwnerDataById(int $uid, bool $repairMissing = true)
    {
        return ['uid' => $uid, 'url' => 'https://hub.example/profile/user' . $uid];
    }
}
