<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Friendica\Model\Contact;
use Friendica\Model\Post;
use Pollen\Reader\Account;
use Pollen\Reader\Address;
use Pollen\Reader\PortableId;
use Pollen\Server\TimedFetcher;

/**
 * Where Friendica asks who or what an address is. Every form of one account leads to one contact; addresses that
 * name no key cost no request here unless somebody has just typed them.
 */
final class Following
{
    private const HOST_SECONDS = 10;
    private const ASKING_SECONDS = 20.0;

    /**
     * When the addon is enabled: links to accounts are allowed as links, and, once, a public key is made whose other
     * half nobody has.
     */
    public static function prepare(): void
    {
        $protocols = (array) (DI::config()->get('system', 'allowed_link_protocols') ?? []);
        if (!in_array('ipns://', $protocols, true)) {
            DI::config()->set('system', 'allowed_link_protocols', [...array_values($protocols), 'ipns://']);
        }
        if (DI::config()->get(Settings::FAMILY, 'nobodys_key')) {
            return;
        }
        $key = openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
        $details = $key === false ? false : openssl_pkey_get_details($key);
        if (is_array($details)) {
            DI::config()->set(Settings::FAMILY, 'nobodys_key', $details['key']);
        }
    }

    /** @return array<string, mixed>|null */
    public static function probe(string $uri): ?array
    {
        $address = self::address($uri);
        $stored = $address === null ? null : Introduction::ofStranger(TypedHosts::with($address));
        return $stored === null ? null : Contacts::probeResult($stored);
    }

    /** For somebody who follows: also addresses that only lead to a key. @return array<string, mixed>|null */
    public static function follow(string $url): ?array
    {
        $address = self::address($url) ?? Lookup::address($url);
        $stored = $address === null ? null : Introduction::of(TypedHosts::with($address), false, true);
        $stored = $stored === null ? null : Successors::last($stored);
        if ($stored === null) {
            return null;
        }
        // Friendica makes the public contact only of what it has probed itself.
        Contact::getIdForURL($stored->url());
        Introduction::pollSoon($stored, 3);
        return Contacts::probeResult($stored);
    }

    /** Item of the address of a post; 0 when it is one of ours that cannot be had, null when it is none. */
    public static function itemByLink(string $uri, int $uid): ?int
    {
        $canonical = LocalId::canonical($uri);
        $id = $canonical === null ? null : PortableId::parse($canonical);
        if ($id === null) {
            return null;
        }
        if (!Account::isObjectPlace($id) || !(new Threads(time(), new TimedFetcher(Settings::fetcher(self::HOST_SECONDS), self::ASKING_SECONDS)))->ensure($id->canonical)) {
            return 0;
        }
        foreach (array_unique([$uid, 0]) as $owner) {
            $item = Post::selectFirst(['id'], ['uri' => LocalId::of($id->canonical), 'uid' => $owner]);
            if (is_array($item)) {
                return (int) $item['id'];
            }
        }
        return 0;
    }

    /**
     * What somebody has typed into the follow or search form, before Friendica's own address handling sees it: that
     * lower-cases keys, and takes addresses of gateways for ordinary servers.
     */
    public static function rewriteForm(string $module): void
    {
        if (!DI::userSession()->getLocalUserId()) {
            return;
        }
        $typed = self::typed($module, $_GET, $_POST);
        if ($typed === '' || str_starts_with($typed, 'ipns://') && LocalId::canonical($typed) !== null) {
            return;
        }
        $post = LocalId::canonical($typed);
        if ($module === 'search' && $post !== null && Account::isObjectPlace(PortableId::parse($post))) {
            DI::baseUrl()->redirect('search?q=' . urlencode(LocalId::of($post)));
        }
        $address = self::address($typed) ?? Lookup::address($typed);
        if ($address !== null) {
            TypedHosts::remember($address);
            $url = LocalId::actorOf($address->account);
            DI::baseUrl()->redirect(
                $module === 'search' ? 'search?q=' . urlencode($url) : 'contact/follow?binurl=' . bin2hex($url)
            );
        }
    }

    /** An address that names a key, by arithmetic alone. */
    public static function address(string $text): ?Address
    {
        // The stored form names one key twice; every other form is the reader's business, with the hosts it names.
        return Address::parse($text);
    }

    /**
     * @param array<string, mixed> $query
     * @param array<string, mixed> $form
     */
    private static function typed(string $module, array $query, array $form): string
    {
        $names = $module === 'search' ? ['q', 'search'] : ['follow-url', 'url', 'uri'];
        foreach ($names as $name) {
            $value = $form[$name] ?? $query[$name] ?? null;
            if (is_string($value) && trim($value) !== '') {
                return trim($value);
            }
        }
        $packed = $module === 'contact' ? $form['binurl'] ?? $query['binurl'] ?? '' : '';
        return is_string($packed) && strlen($packed) % 2 === 0 && ctype_xdigit($packed) ? trim((string) hex2bin($packed)) : '';
    }

    private function __construct()
    {
    }
}
