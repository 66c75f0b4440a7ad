<?php

declare(strict_types=1);

namespace Friendica\Model;

use Friendica\Database\DBA;
use Friendica\Memory;

final class ItemURI
{
    public static function getIdByURI(string $uri, bool $insert = true): int
    {
        $row = DBA::selectFirst('item-uri', ['id'], ['uri' => $uri]);
        if (is_array($row)) {
            return (int) $row['id'];
        }
        $id = Memory::next();
        DBA::insert('item-uri', ['id' => $id, 'uri' => $uri]);
        return $id;
    }
}
