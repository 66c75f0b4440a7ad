import * as fc from 'fast-check';
import { pageNumberOf } from '../../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { isJsonObject } from '../../../src/protocol/proof/signed-json.ts';
import { createHonestAccount } from './honest-account.ts';
import type { Edition, HonestAccount } from './honest-account.ts';
import type { HostileContext } from './hostile-context.ts';
import { fileMutations, mutationKinds } from './mutate.ts';
import type { Mutation } from './mutate.ts';
import { createRecordingSigner } from './recording-signer.ts';

/** What a reader that knows so much of an account meets, in numbers. */
export interface HostileCase {
  /** Which account. */
  readonly account: number;
  /** What the reader knows: 0 nothing, else an edition and how completely it was read. */
  readonly known: number;
  /** How many editions later than what is known the one is that lies under the changes; may be earlier. */
  readonly later: number;
  readonly mutations: readonly Mutation[];
  /** Whether an honest source is asked afterwards. */
  readonly honestly: boolean;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...mutationKinds) },
    { weight: 1, arbitrary: fc.constantFrom(...fileMutations) },
  ),
  file: fc.nat({ max: 600 }),
  at: fc.nat({ max: 30_000 }),
  value: fc.nat({ max: 10_000 }),
  signing: fc.constantFrom(
    'none' as const,
    'none' as const,
    'stranger' as const,
    'impostor' as const,
    'outside' as const,
    'owner' as const,
  ),
  level: fc.constantFrom(0 as const, 1 as const, 2 as const),
});

export const hostileCase: fc.Arbitrary<HostileCase> = fc.record({
  account: fc.constantFrom(0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3),
  known: fc.nat({ max: 20 }),
  later: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: -4, max: 9 }) },
  ),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
  honestly: fc.constantFrom(false, false, false, false, false, false, false, true),
});

/** Accounts to be mistreated: one with full pages, the others with small ones, which makes for many pages and cheap cases. */
export async function createContexts(): Promise<readonly Omit<HostileContext, 'edition'>[]> {
  const sizes = [20, 3, 1, 2];
  const accounts = await Promise.all(sizes.map((itemsPerPage, index) => createHonestAccount(index + 1, itemsPerPage)));
  const stranger = createRecordingSigner(new Uint8Array(32).fill(99));
  return accounts.map((account, index) => {
    const other = accounts[(index + 1) % accounts.length] ?? account;
    const strange = [account, other].flatMap(({ editions }) => documentsOf(editions.at(-1)));
    const published = new Set(account.editions.flatMap(documentsOf).map((document) => JSON.stringify(document)));
    const strings = [...new Set([...textsOf(strange), ...oddTexts(account, other, stranger.did)])].filter(
      (text) => text.length < 300,
    );
    return {
      account,
      published,
      pageProofs: pageProofsOf(account),
      other,
      owner: createRecordingSigner(new Uint8Array(32).fill(index + 1)),
      stranger,
      strange,
      strings,
    };
  });
}

/** Every signed document of an edition, and what pages carry, by itself. */
function documentsOf(edition: Edition | undefined): JsonObject[] {
  const files = [...(edition?.files.values() ?? [])].map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as JsonObject);
  const items = files.flatMap((file) => (Array.isArray(file['orderedItems']) ? file['orderedItems'].filter(isJsonObject) : []));
  return [...files, ...items, ...items.map((item) => item['object']).filter((object) => isJsonObject(object))];
}

function pageProofsOf({ editions }: HonestAccount): Map<number, Set<string>> {
  const proofs = new Map<number, Set<string>>();
  for (const document of editions.flatMap(documentsOf)) {
    const page = document['type'] === 'OrderedCollectionPage' ? pageNumberOf(String(document['id'])) : undefined;
    const { proof } = document;
    if (page === undefined || !isJsonObject(proof)) continue;
    proofs.set(page, (proofs.get(page) ?? new Set()).add(String(proof['proofValue'])));
  }
  return proofs;
}

const textsOf = (documents: readonly JsonObject[]): string[] =>
  documents.flatMap((document) => Object.values(document).filter((value) => typeof value === 'string'));

const oddTexts = (account: HonestAccount, other: HonestAccount, stranger: string): string[] => [
  '',
  ' ',
  'https://example.com/',
  'javascript:alert(1)',
  stranger,
  `ap://${stranger}/actor.jsonld`,
  ...[account.did, other.did].flatMap((did) => [
    did,
    `ap://${did}/outbox.jsonld`,
    `ap://${did}/outbox/9999/999999.jsonld`,
    `ap://${did}/outbox/0000/000000.jsonld`,
    `ap://${did}/outbox/0000/000001.jsonld`,
    `ap://${did}/outbox/0000/000001.jsonld?page=2`,
    `ap://${did}/../actor.jsonld`,
    `ap+ef61://${did}/outbox/0000/000000.jsonld`,
    `https://gateway.example/.well-known/apgateway/${did}/outbox/0000/000002.jsonld`,
    `https://gateway.example/.well-known/apgateway/${did}/actor.jsonld`,
    `ap://${did.replaceAll(':', '%3A')}/outbox/0000/000003.jsonld`,
    `${did}#${did.slice('did:key:'.length)}`,
  ]),
];
