import type { Did, ObjectId } from '../../protocol/brand.ts';
import { nameSkeleton } from '../../protocol/look-alike.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { PersonView } from './view-types.ts';
import type { RelationsCache } from './relations.ts';

interface Looks extends Pick<PersonView, 'id' | 'name' | 'username' | 'icon'> {
  /** The same person's account on Pollen: no stranger. */
  readonly pollen?: Did;
}

export interface LookAlikes {
  /** Whom somebody who is not followed could be taken for. */
  of(person: PersonView): Promise<PersonView['resembles']>;
}

/** Names shorter than this are common by chance. */
const shortest = 3;
/** People are read again at most this often: every read post changes some of them. */
const againMs = 60_000;

/** Finds those among strangers who look like somebody known: the same name to a hurried eye, another key. */
export function createLookAlikes(store: AccountStore, relations: RelationsCache, nowMs: () => number): LookAlikes {
  let known: Promise<ReadonlyMap<string, readonly Looks[]>> | undefined;
  let readAtMs = 0;
  store.onChange((topics) => {
    if (topics.has('follows') || topics.has('profile')) known = undefined;
  });

  async function read(): Promise<ReadonlyMap<string, readonly Looks[]>> {
    const { me, follows, remoteFollows } = await relations.get();
    const ids: (Did | ObjectId)[] = [...follows.keys(), ...remoteFollows.keys()];
    const [people, profile, reads] = await Promise.all([store.people(ids), store.profile(), store.remote.readStates()]);
    const twins = new Map<Did | ObjectId, Did | undefined>(reads.map(({ id, pollen }) => [id, pollen]));
    const own: Looks[] =
      profile === undefined
        ? []
        : [{ id: me, name: profile.name, username: profile.preferredUsername, icon: profile.iconDigest }];
    const byName = new Map<string, Looks[]>();
    for (const person of [...own, ...people]) {
      if (person === undefined) continue;
      const key = nameSkeleton(person.name || person.username);
      if (key.length < shortest) continue;
      byName.set(key, [...(byName.get(key) ?? []), { ...person, pollen: twins.get(person.id) }]);
    }
    return byName;
  }

  return {
    async of(person) {
      if (person.me || person.followed) return undefined;
      if (known === undefined || nowMs() - readAtMs > againMs) {
        readAtMs = nowMs();
        known = read();
        known.catch(() => (known = undefined));
      }
      const alike = (await known).get(nameSkeleton(person.name || person.username)) ?? [];
      const others = alike.filter(({ id, pollen }) => id !== person.id && id !== person.remote?.pollen && pollen !== person.id);
      const twin = others.find(({ icon }) => icon !== undefined && icon === person.icon) ?? others[0];
      if (twin === undefined) return undefined;
      const samePicture = twin.icon !== undefined && twin.icon === person.icon;
      return { id: twin.id, name: twin.name || twin.username, samePicture };
    },
  };
}
