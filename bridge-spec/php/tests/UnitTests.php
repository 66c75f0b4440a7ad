<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

/**
 * What the vectors do not say.
 */
final class UnitTests
{
}
