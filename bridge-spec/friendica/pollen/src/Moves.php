<?php

declare(strict_types=1);

namespace Pollen\Friendica;

use Friendica\DI;
use Friendica\Database\DBA;
use Friendica\Model\Contact;
use Pollen\Reader\Address;
use Pollen\Reader\PortableId;

/**
 * An account that goes on as another one (bridge-spec section 6.5). Friendica lets followers of ordinary accounts follow
 * the new one by itself; so does this, once both accounts have signed that they are of one person. The old contact stays.
 */
final class Moves
{
    /**
     * @param list<int> $followers
     * @return bool false: not agreed on yet, or the other account cannot be had
     */
    public static function follow(StoredAccount $stored, string $targetId, array $followers): bool
    {
        $target = PortableId::parse($targetId);
        $address = $target === null ? null : Address::parse($target->did);
        if ($target === null || $address === null || $target->did === $stored->account->did) {
            // Elsewhere nobody signs anything that could be compared.
            return true;
        }
        if (PortableId::canonical($stored->state->actor['movedTo'] ?? null) !== $target->canonical) {
            return false;
        }
        $next = Introduction::of($address);
        if ($next !== null && !self::isOf($next, $stored)) {
            $next = Introduction::of($address, true);
        }
        if ($next === null || $next->account->actorId !== $target->canonical || !self::isOf($next, $stored)) {
            return false;
        }
        foreach ($followers as $uid) {
            // Who has met the other one has decided already.
            if (!DBA::exists('contact', ['uid' => $uid, 'uri-id' => $next->uriId])) {
                $result = Contact::createFromProbeForUser($uid, $next->url());
                DI::logger()->info('Pollen: moved', ['from' => $stored->account->did, 'to' => $next->account->did, 'uid' => $uid, 'done' => $result['success'] ?? false]);
            }
        }
        return true;
    }

    /** The new account names the old one. */
    private static function isOf(StoredAccount $next, StoredAccount $old): bool
    {
        $names = $next->state->actor['alsoKnownAs'] ?? [];
        foreach (is_array($names) ? $names : [$names] as $name) {
            if ($old->account->isActor($name)) {
                return true;
            }
        }
        return false;
    }

    private function __construct()
    {
    }
}
