import { actorIdOf } from '../../protocol/activity-streams/audience.ts';
import type { ComposedMention } from '../../protocol/activity-streams/text.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { formatAddress, parseAddress } from '../../protocol/identity/address.ts';
import { formatAcct } from '../../protocol/fediverse/acct.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { DraftMention } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isDid } from '../addresses.ts';
import { writtenPerson } from './written-references.ts';

const mentionsLimit = 30;
const pattern =
  /(?<![\p{L}\p{N}_/.@])@(did:key:z[A-Za-z0-9]+|k51[a-z0-9]{59}|[\p{L}\p{N}_.-]{1,128}@[a-z0-9-]+(?:[.:][a-z0-9-]+)+|[A-Za-z0-9_]{1,30})(?![A-Za-z0-9_])/giu;

/**
 * Who is meant by the `@words` of a text: an address (`@k51…`, `@did:key:…`), the user name of somebody one follows or answers, or
 * `@user@host` of somebody on a server who is known here; `chosen` while writing comes first. A name that two of them have means nobody:
 * better no mention than the wrong one.
 */
export async function findMentions(
  store: AccountStore,
  words: string,
  answered: Did | ObjectId | undefined,
  chosen: readonly DraftMention[] = [],
): Promise<ComposedMention[]> {
  const found = [...new Set([...words.matchAll(pattern)].map((match) => match[1] ?? ''))].slice(0, mentionsLimit);
  if (found.length === 0) return [];
  const byName = await peopleByName(
    store,
    answered,
    found.some((name) => name.includes('@')),
  );
  const byChoice = new Map(chosen.map((mention) => [mention.text.toLowerCase(), mention.id]));
  const mentions = found.map(async (name) => {
    const address = parseAddress(name);
    const choice = byChoice.get(`@${name}`.toLowerCase());
    const people = address.ok ? [address.value.did] : choice !== undefined ? [choice] : (byName.get(name.toLowerCase()) ?? []);
    const [person, other] = people;
    if (person === undefined || other !== undefined || person === store.did) return [];
    const href = isDid(person) ? formatAddress(didToIpnsName(person)) : person;
    return [{ text: `@${name}`, id: actorIdOf(await writtenPerson(store, person)), href }];
  });
  return (await Promise.all(mentions)).flat();
}

async function peopleByName(
  store: AccountStore,
  answered: Did | ObjectId | undefined,
  withServers: boolean,
): Promise<ReadonlyMap<string, readonly (Did | ObjectId)[]>> {
  const followed = (await store.follows()).filter(({ removed }) => !removed).map(({ did }) => did);
  const ids = new Set<Did | ObjectId>(followed);
  if (answered !== undefined) ids.add(answered);
  const people = await store.people([...ids]);
  const byName = new Map<string, (Did | ObjectId)[]>();
  if (withServers) for (const { acct, id } of await store.remote.readStates()) byName.set(formatAcct(acct), [id]);
  for (const person of people) {
    if (person === undefined) continue;
    const name = person.username.toLowerCase();
    // Who is answered comes before a namesake.
    if (person.id === answered) byName.set(name, [person.id]);
    else if (!byName.get(name)?.includes(answered as Did)) byName.set(name, [...(byName.get(name) ?? []), person.id]);
  }
  return byName;
}
