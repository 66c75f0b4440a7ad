<?php

declare(strict_types=1);

namespace Friendica\Core;

final class Protocol
{
    public const ACTIVITYPUB = 'apub';
}
