import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { RichText } from '../../protocol/rich-text.ts';
import type { PersonView } from '../../services/app-api.ts';

const did = (seed: string): Did => `did:key:z6Mk${seed.repeat(40).slice(0, 44)}` as Did;
const paragraph = (text: string): RichText => [{ tag: 'p', children: [text] }];

function person(seed: string, name: string, username: string, bio: string, more: Partial<PersonView> = {}): PersonView {
  const address = `ipns://k51qzi5uqu5d${seed.repeat(50).slice(0, 50)}`;
  return {
    id: did(seed),
    name,
    username,
    summary: paragraph(bio),
    me: false,
    followed: true,
    blocked: false,
    muted: false,
    address,
    link: `http://localhost:8787/#/@${address.slice(7)}?via=https%3A%2F%2Fpollen.example`,
    sync: { state: 'current', lastReadMs: Date.now() - 120_000, refused: 0, totalItems: 214, hasOlder: true },
    ...more,
  };
}

/** Sample people with names that break layouts. */
export const me = person('me', 'Juna Feld', 'juna', 'Beekeeper, reader, slow cyclist. Writes about gardens and machines.', {
  me: true,
  followed: false,
  icon: 'zQmMe',
  sync: undefined,
});

export const people: readonly PersonView[] = [
  person('ada', 'Ada Okonkwo', 'ada', 'Bridges, mostly of concrete.', { icon: 'zQmAda' }),
  person(
    'ben',
    'Benedikt-Maximilian von Hohenschwangau-Lichtenfels',
    'benedikt_maximilian_von_hohenschwangau',
    'Donaudampfschifffahrtsgesellschaftskapitänsmützenträger.',
  ),
  person('noa', 'נועה ברק', 'noa', 'צלמת, אופניים וקפה.', { icon: 'zQmNoa' }),
  person('tomo', '智 田中', 'tomo', '庭と機械。', {
    sync: { state: 'unreachable', lastReadMs: Date.now() - 86_400_000 * 3, refused: 0, totalItems: 12, hasOlder: false },
  }),
  person('mila', 'Mila 🌻', 'mila', 'Sunflowers and databases.', {
    sync: { state: 'reading', lastReadMs: Date.now(), refused: 1, totalItems: 4, hasOlder: true },
  }),
  {
    ...person('max', 'Max on the fediverse', 'max', 'Reads Pollen from Friendica.'),
    id: 'https://friendica.example/profile/max' as ObjectId,
    followed: false,
    sync: undefined,
  },
];

/** Not followed yet; found by the address `ipns://k51…new`. */
export const stranger = person('kai', 'Kai Lindqvist', 'kai', 'New here. Mostly birds.', { followed: false });
