<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

/**
 * A web server of PHP's own on loopback, with files that a test changes while it runs. It writes down what is asked.
 */
final class WebServer
{
    public readonly string $origin;
    private string $folder;
    /** @var resource */
    private $process;

    public function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/pollen-web-' . bin2hex(random_bytes(6));
        mkdir($this->folder . '/files', 0700, true);
        $port = self::freePort();
        $this->origin = 'http://127.0.0.1:' . $port;
        $nowhere = ['file', '/dev/null', 'w'];
        $this->process = proc_open(
            [PHP_BINARY, '-d', 'zlib.output_compression=0', '-S', '127.0.0.1:' . $port, __DIR__ . '/web-router.php'],
            [['file', '/dev/null', 'r'], $nowhere, $nowhere],
            $pipes,
            $this->folder,
            ['POLLEN_WEB' => $this->folder]
        );
        for ($try = 0; $try < 500; $try++) {
            $socket = @fsockopen('127.0.0.1', $port, $code, $message, 0.2);
            if ($socket !== false) {
                fclose($socket);
                return;
            }
            usleep(20000);
        }
        throw new \RuntimeException('the web server does not start');
    }

    /** @param array<string, string> $files by path with leading slash; these replace all others */
    public function serve(array $files): void
    {
        file_put_contents($this->folder . '/new.json', json_encode(array_map('base64_encode', $files)));
        rename($this->folder . '/new.json', $this->folder . '/files.json');
    }

    /** What has been asked since the last question. @return list<array{method: string, path: string, conditional: bool, body: string}> */
    public function asked(): array
    {
        $log = $this->folder . '/log';
        $lines = is_file($log) ? file($log, FILE_IGNORE_NEW_LINES) : [];
        @unlink($log);
        return array_map(static fn (string $line): array => json_decode($line, true), $lines ?: []);
    }

    public function stop(): void
    {
        proc_terminate($this->process, 9);
        proc_close($this->process);
        foreach (glob($this->folder . '/*') ?: [] as $file) {
            is_dir($file) ? rmdir($file) : unlink($file);
        }
        rmdir($this->folder);
    }

    private static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $port = (int) substr(strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        return $port;
    }
}
