<?php

declare(strict_types=1);

namespace Friendica\Model;

final class Tag
{
    public const MENTION = 2;
    public const IMPLICIT_MENTION = 8;
    public const EXCLUSIVE_MENTION = 9;
}
