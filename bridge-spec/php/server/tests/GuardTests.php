<?php

declare(strict_types=1);

namespace Pollen\Server\Tests;

use Pollen\Server\AddressGuard;
use Pollen\Reader\Tests\Checks;

final class GuardTests
{
    public static function testPrivateAddresses(Checks $checks): void
    {
        $private = [
            '127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1',
            '192.0.0.8', '198.18.0.1', '224.0.0.1', '239.1.1.1', '255.255.255.255', '240.0.0.1',
            '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', 'fc00::1',
            'fd12::1', 'fe80::1', 'fec0::1', 'ff02::1', '2001:db8::1', '::127.0.0.1', '2001::1',
        ];
        foreach ($private as $address) {
            $checks->true(!AddressGuard::isPublic($address), $address);
        }
        foreach (['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'] as $address) {
            $checks->true(AddressGuard::isPublic($address), $address);
        }
    }

    public static function testNames(Checks $checks): void
    {
        $names = ['good.example' => ['8.8.8.8', '2606:4700::1'], 'both.example' => ['8.8.8.8', '127.0.0.1'], 'bad.example' => ['10.0.0.1']];
        $guard = new AddressGuard(false, static fn (string $name): array => $names[$name] ?? []);
        $checks->same(['8.8.8.8', '2606:4700::1'], $guard->addresses('Good.example'), 'public');
        $checks->same([], $guard->addresses('both.example'), 'public and private');
        $checks->same([], $guard->addresses('bad.example'), 'private');
        $checks->same([], $guard->addresses('none.example'), 'unknown');
        $checks->same([], $guard->addresses('[::1]'), 'literal');
        $checks->same(['8.8.8.8'], $guard->addresses('8.8.8.8'), 'public literal');
    }

    public static function testNumbersThatAreAddressesToSome(Checks $checks): void
    {
        $asked = [];
        $guard = new AddressGuard(true, static function (string $name) use (&$asked): array {
            $asked[] = $name;
            return ['127.0.0.1'];
        });
        foreach (['127.1', '0x7f.1', '2130706433', '0177.0.0.1', '127.0.0.1.', 'a b', '', 'a..b', "a\n", str_repeat('a.', 200) . 'a'] as $host) {
            $checks->same([], $guard->addresses($host), json_encode($host) . ' is not even looked up');
        }
        $checks->same([], $asked, 'nothing asked');
        $checks->same(['127.0.0.1'], $guard->addresses('localhost'), 'laboratories');
    }

    public static function testLooks(Checks $checks): void
    {
        foreach (['https://example.com/x', 'http://8.8.8.8/', 'https://bücher.example/', 'https://[2606:4700::1]/'] as $url) {
            $checks->true(AddressGuard::looksPublic($url), $url);
        }
        foreach (['http://127.0.0.1/', 'http://localhost/', 'http://router/', 'http://x.local/', 'http://[::1]/', 'http://127.1/', 'http://x.internal/', 'http://0x7f.0x1/', 'https:///x'] as $url) {
            $checks->true(!AddressGuard::looksPublic($url), $url);
        }
    }
}
