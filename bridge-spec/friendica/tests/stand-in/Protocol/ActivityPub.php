<?php

declare(strict_types=1);

namespace Friendica\Protocol;

final class ActivityPub
{
    public const CONTEXT = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'];
}
