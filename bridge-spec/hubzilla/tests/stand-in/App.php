<?php

/** boot.php */
class App
{
    /** @var array<string, array<string, mixed>> */
    public static array $config = [];
}
