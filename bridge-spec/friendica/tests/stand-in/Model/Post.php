<?php

declare(strict_types=1);

namespace Friendica\Model;

use Friendica\Database\DBA;

final class Post
{
    public static function exists(array $condition): bool
    {
        return DBA::exists('post', $condition);
    }

    public static function update(array $fields, array $condition)
    {
        return DBA::update('post', $fields, $condition);
    }

    public static function selectFirst(array $fields = [], array $condition = [], array $params = [])
    {
        return DBA::selectFirst('post', $fields, $condition, $params);
    }
}
