<?php

declare(strict_types=1);

namespace Pollen\Reader\Tests;

/**
 * The polling algorithm against hosts in memory.
 */
final class ConsumerTests
{
}
