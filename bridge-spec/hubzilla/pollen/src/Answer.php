<?php

declare(strict_types=1);

namespace Pollen\Hubzilla;

/**
 * An HTTP answer that is not a page of the web interface.
 */
final class Answer
{
    /** @param array<string, string> $headers */
    public function __construct(
        public readonly int $status,
        public readonly string $body = '',
        public readonly array $headers = []
    ) {
    }

    /** Sends it and ends the request: no session, no cookies, no theme. */
    public function send(): never
    {
        while (ob_get_level() > 0) {
            ob_end_clean();
        }
        header_remove('Set-Cookie');
        header_remove('Pragma');
        header_remove('Expires');
        http_response_code($this->status);
        header('Access-Control-Allow-Origin: *');
        header('Access-Control-Expose-Headers: ETag, Retry-After');
        foreach ($this->headers as $name => $value) {
            header($name . ': ' . $value);
        }
        echo $this->body;
        killme();
        exit;
    }
}
