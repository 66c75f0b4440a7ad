import { beforeEach, describe, expect, it, vi } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountPaths, pagePath } from '../../protocol/identity/paths.ts';
import type { Head } from '../../protocol/ports/network.ts';
import { updatePaths } from '../../protocol/tree/update-paths.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { emptySource, hangingSource, lyingSource } from '../testing/fake-sources.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';

describe('reading from sources that mean ill', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    await ada.post('Genuine');
    await eventually(async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
  });

  async function eventually(expectation: () => Promise<void>, stepMs = 100): Promise<void> {
    const again = async (): Promise<void> => {
      hub.timers.advance(stepMs);
      await expectation();
    };
    await vi.waitFor(again, { timeout: 10_000, interval: 10 });
  }

  const shown = async (): Promise<string[]> => (await ben.app.home({ limit: 40 })).items.map((post) => post.text);
  const syncOf = async () => (await ben.app.person(ada.me.did)).sync;
  const adaName = () => didToIpnsName(ada.me.did);
  const adaHead = (): Head => {
    const head = hub.heads.get(adaName());
    if (head === undefined) throw new Error('nothing published');
    return head;
  };

  /** A tree under Ada's name in which `path` holds `bytes`; the record is taken as valid, which only Ada could make it. */
  async function putIntoAdasTree(path: string, bytes: Uint8Array): Promise<void> {
    const head = adaHead();
    const update = await updatePaths(ada.store.blocks, head.root, new Map([[path, bytes]]));
    await ada.store.blocks.putMany(update.added);
    hub.heads.set(adaName(), { ...head, root: update.root, sequence: head.sequence + 1n });
  }

  it.each([
    ['hangs', hangingSource],
    ['sends blocks with wrong hashes', lyingSource],
    ['has nothing', emptySource],
  ])('goes on to the next source when one %s', async (_what, source) => {
    hub.extraSources.push(source);
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect(await shown()).toEqual(['Genuine']), 2000);
    expect((await syncOf())?.state).toBe('current');
  });

  it('says why when nobody good is left, and tries again later', async () => {
    hub.extraSources.push(lyingSource);
    ada.network().online = false;
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect(await syncOf()).toMatchObject({ state: 'unreachable' }));
    expect((await syncOf())?.reason).toContain('another hash');
    expect(await ben.app.loadOlder(ada.me.did)).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    ada.network().online = true;
    await eventually(async () => expect(await shown()).toEqual(['Genuine']), 5000);
  });

  it('reads what it had only heard of when it was closed', async () => {
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect(await shown()).toEqual(['Genuine']));
    ben.closeFirstTab();
    await ada.post('Heard of');
    await eventually(async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    await ben.store.heads.accept(adaHead());
    const { app } = ben.openTab();
    await app.connect();
    await eventually(async () =>
      expect((await app.home({ limit: 40 })).items.map((post) => post.text)).toEqual(['Heard of', 'Genuine']),
    );
  });

  it('shows nothing of an outbox that somebody else signed, and counts it', async () => {
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect(await shown()).toEqual(['Genuine']));
    const mallory = await createFakePerson(hub, 'Mallory', openAccountStore);
    await mallory.post('Forged');
    await eventually(async () => expect(await mallory.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    const malloryHead = hub.heads.get(didToIpnsName(mallory.me.did));
    if (malloryHead === undefined) throw new Error('nothing published');
    const forged = await readPath(mallory.store.blocks, malloryHead.root, accountPaths(mallory.me.did).outbox);
    await putIntoAdasTree(accountPaths(ada.me.did).outbox, forged ?? new Uint8Array());
    await ben.app.refresh(ada.me.did);
    await vi.waitFor(async () => expect(await syncOf()).toMatchObject({ state: 'invalid', refused: 1 }));
    expect(await shown()).toEqual(['Genuine']);
  });

  it.each([
    ['is changed', (json: string) => json.replace('Genuine', 'Altered')],
    ['is cut short', (json: string) => json.slice(0, -40)],
    ['names a member twice', (json: string) => json.replace('{', '{"@context":[],')],
    ['is nested too deep', () => `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['is no JSON', () => 'no'],
    ['is larger than allowed', () => `{"x":"${'x'.repeat(2 ** 20)}"}`],
  ])('refuses a page that %s', async (_what, spoil) => {
    const path = pagePath(ada.me.did, 0);
    const page = new TextDecoder().decode(await readPath(ada.store.blocks, adaHead().root, path));
    await putIntoAdasTree(path, new TextEncoder().encode(spoil(page)));
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect((await syncOf())?.reason).toBeDefined());
    expect(await syncOf()).toMatchObject({ state: 'reading', hasOlder: true });
    // It is asked for again after a pause, not at once and without end.
    expect(ben.network().asked).toBeLessThan(4);
    expect(await shown()).toEqual([]);
  });

  it('never goes back to an older head', async () => {
    const old = adaHead();
    await ada.post('Newer');
    await eventually(async () => expect(adaHead().sequence > old.sequence).toBe(true));
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect(await shown()).toEqual(['Newer', 'Genuine']));
    hub.heads.set(adaName(), old);
    await ben.app.refresh(ada.me.did);
    expect(await shown()).toEqual(['Newer', 'Genuine']);
    expect((await syncOf())?.state).toBe('current');
  });

  it('takes a replayed head with old content for stale', async () => {
    const old = adaHead();
    await ada.post('Newer');
    await eventually(async () => expect(adaHead().sequence > old.sequence).toBe(true));
    await ben.app.follow(ada.me.did);
    await eventually(async () => expect(await shown()).toHaveLength(2));
    await ada.store.blocks.putMany(await everything(old));
    hub.heads.set(adaName(), { ...old, sequence: adaHead().sequence + 1n });
    expect(await ben.app.refresh(ada.me.did)).toMatchObject({ ok: false });
    expect(await shown()).toEqual(['Newer', 'Genuine']);
  });

  async function everything(head: Head) {
    const { walkTree } = await import('../../protocol/tree/walk.ts');
    const blocks = [];
    for await (const { cid, bytes } of walkTree(ada.store.blocks, head.root)) if (bytes) blocks.push({ cid, bytes });
    return blocks;
  }
});
