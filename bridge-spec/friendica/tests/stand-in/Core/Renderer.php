<?php

declare(strict_types=1);

namespace Friendica\Core;

final class Renderer
{
    public static function getMarkupTemplate(string $file, string $subDir = ''): string
    {
        return (string) file_get_contents(dirname(__DIR__, 3) . '/pollen/templates/' . $file);
    }

    public static function replaceMacros(string $template, array $vars = []): string
    {
        preg_match_all('/\$[a-z_]+/', $template, $used);
        foreach (array_diff($used[0], array_keys($vars)) as $missing) {
            throw new \LogicException($missing . ' is missing');
        }
        return $template . json_encode($vars);
    }
}
