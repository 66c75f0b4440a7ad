import { describe, expect, it } from 'vitest';
import { createHost } from '../protocol/conformance/testing/host-fixture.ts';
import { createGoodAccount, filesOf, treeFiles } from '../protocol/conformance/testing/tree-files.ts';
import { createVerifier } from '../protocol/proof/verifier.ts';
import type { AccountFixture } from '../protocol/tree/account-fixture.ts';
import type { CheckedPlace } from './app-api.ts';
import { checkOwnAccount } from './check-account.ts';
import type { CheckedStore, CheckOwnAccountParts } from './check-account.ts';

const gateway = 'https://gateway.example';
const website = 'https://me.example';

/** The part of a store that a check reads. */
function storeOf(account: AccountFixture, profileWebsite?: string): CheckedStore {
  const { did } = account.signer;
  const root = account.root?.toString();
  return {
    did,
    blocks: account.store,
    ownTree: async () => (root === undefined ? undefined : { root, publishedRoot: root }),
    profile: async () => (profileWebsite === undefined ? undefined : { website: profileWebsite }),
  };
}

/** Hosts by origin; what is not listed is not there. */
const fetchFrom =
  (account: AccountFixture, hosts: Readonly<Record<string, ReadonlyMap<string, Uint8Array>>>): typeof globalThis.fetch =>
  async (input) => {
    const { origin, pathname } = new URL(String(input));
    const files = hosts[origin];
    if (files === undefined) throw new TypeError('Failed to fetch');
    // At a gateway media lie below the account, too.
    const asked = String(input).replace(/\/\.well-known\/apgateway\/[^/]+\/m\//, '/m/');
    const { answer } = await createHost({ origin, did: account.signer.did, files }).ask({
      url: asked,
      method: 'GET',
      headers: {},
      limitBytes: 2 ** 24,
    });
    if (answer === undefined) throw new TypeError(`no answer for ${pathname}`);
    return new Response(Uint8Array.from(answer.body), { status: answer.status, headers: answer.headers });
  };

async function check(parts: Partial<CheckOwnAccountParts> & Pick<CheckOwnAccountParts, 'store'>): Promise<CheckedPlace[]> {
  const places = new Map<string, CheckedPlace>();
  const first: string[] = [];
  await checkOwnAccount(
    { verifier: createVerifier(), fetch: fetchNothing, gateways: [], nowMs: Date.UTC(2026, 0, 2), ...parts },
    {
      signal: new AbortController().signal,
      onPlace(place) {
        const key = `${place.kind} ${place.origin ?? ''}`;
        if (!places.has(key)) first.push(place.state);
        places.set(key, place);
      },
    },
  );
  expect(new Set(first).size).toBe(1);
  return [...places.values()];
}

const fetchNothing: typeof globalThis.fetch = async () => {
  throw new TypeError('Failed to fetch');
};
const states = (places: readonly CheckedPlace[]): Record<string, string> =>
  Object.fromEntries(places.map(({ kind, state }) => [kind, state]));

describe('checking one’s own account', () => {
  it('finds it in order here, at the gateway and on the website', async () => {
    const account = await createGoodAccount(website);
    const files = await filesOf(account);
    const fetch = fetchFrom(account, { [gateway]: files, [website]: files });
    const places = await check({ store: storeOf(account, website), fetch, gateways: [gateway, website] });
    expect(places.flatMap(({ report }) => report?.findings ?? []).map(({ rule }) => rule)).toEqual(['actor-rsa']);
    expect(states(places)).toEqual({ device: 'good', gateway: 'good', website: 'good' });
    expect(places[0]?.report?.coverage.isWhole).toBe(true);
  });

  it('says that nothing has been published', async () => {
    const account = await createGoodAccount();
    const store = { ...storeOf(account), ownTree: async () => undefined };
    expect(await check({ store, gateways: [gateway] })).toEqual([{ kind: 'device', state: 'nothing-published' }]);
  });

  it('tells a gateway that is behind from one that has nothing, and from one that serves something else', async () => {
    const account = await createGoodAccount();
    const older = await filesOf(account);
    await account.publish([await account.create('<p>New</p>')]);
    const behind = fetchFrom(account, { [gateway]: older });
    expect(states(await check({ store: storeOf(account), gateways: [gateway], fetch: behind }))).toMatchObject({
      gateway: 'behind',
    });
    expect(states(await check({ store: storeOf(account), gateways: [gateway] }))).toMatchObject({ gateway: 'unread' });
    const tree = treeFiles(account, await filesOf(account));
    tree.files.set(`${tree.base}inbox.jsonld`, new TextEncoder().encode('{"an":"inbox"}'));
    const broken = fetchFrom(account, { [gateway]: tree.files });
    expect(states(await check({ store: storeOf(account), gateways: [gateway], fetch: broken }))).toMatchObject({
      gateway: 'broken',
    });
  });

  it('tells that servers which trust hosts cannot show a website yet', async () => {
    // Written before there was a website: the ids are not there.
    const account = await createGoodAccount();
    const files = await filesOf(account);
    const places = await check({ store: storeOf(account, website), fetch: fetchFrom(account, { [website]: files }) });
    expect(states(places)).toEqual({ device: 'good', website: 'limited' });
  });

  it('holds nothing against a device that does not have everything', async () => {
    const account = await createGoodAccount();
    const text = ({ bytes }: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(bytes);
    const documents = [...account.store.blocks()].filter((block) => text(block).startsWith('{"@context"'));
    const page = documents.find((block) => text(block).includes('"OrderedCollectionPage"'));
    const note = documents.find((block) => text(block).includes('"Note"') && !text(block).includes('"orderedItems"'));
    if (page === undefined || note === undefined) throw new Error('no page, or no note');
    await account.store.deleteMany([page.cid, note.cid]);
    const [device] = await check({ store: storeOf(account) });
    expect(device?.state).toBe('good');
    expect(device?.report?.coverage.isWhole).toBe(false);
  });
});
