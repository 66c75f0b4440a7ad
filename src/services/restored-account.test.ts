import { expect, it, vi } from 'vitest';
import { openAccountStore } from '../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from './testing/fake-hub.ts';
import { createFakeBrowser, createFakePerson } from './testing/fake-person.ts';

const passphrase = 'correct horse battery';

function eventually(hub: FakeHub, expectation: () => Promise<void>): Promise<void> {
  const again = async (): Promise<void> => {
    hub.timers.advance(1000);
    await expectation();
  };
  return vi.waitFor(again, { timeout: 15_000, interval: 10 });
}

it('restores a backup in another browser, reads the own posts first, and then publishes', async () => {
  const hub = createFakeHub();
  const ada = await createFakePerson(hub, 'Ada', openAccountStore);
  const ben = await createFakePerson(hub, 'Ben', openAccountStore);
  await ada.post('Before');
  await ada.app.follow(ben.me.did);
  await eventually(hub, async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
  const saved = await ada.app.saveBackup(passphrase);
  if (!saved.ok) throw new Error(saved.error.type);
  expect(ada.app.session.get()).toMatchObject({ me: { backup: { shouldAsk: false } } });

  const fresh = createFakeBrowser(hub, openAccountStore).openTab();
  await fresh.app.connect();
  expect(await fresh.app.restoreBackup(saved.value.file, 'not this one')).toMatchObject({ error: { type: 'wrong-passphrase' } });
  const restored = await fresh.app.restoreBackup(saved.value.file, passphrase);
  expect(restored).toMatchObject({ ok: true, value: { did: ada.me.did, readOnly: true } });
  await eventually(hub, async () => expect(fresh.app.session.get()).toMatchObject({ me: { readOnly: false } }));
  expect((await fresh.app.following()).map(({ id }) => id)).toEqual([ben.me.did]);
  const { items } = await fresh.app.home({ limit: 10 });
  expect(items.map((post) => post.text)).toEqual(['Before']);

  const store = await fresh.openAccount(ada.me.did);
  await ben.app.follow(ada.me.did);
  await fresh.app.post({ ...emptyDraft, text: 'After' });
  await eventually(hub, async () => {
    expect(await store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect((await ben.app.home({ limit: 10 })).items.map((post) => post.text)).toEqual(['After', 'Before']);
  });
}, 60_000);

it('brings everything back by the words alone: from whoever keeps the account, before it publishes anything', async () => {
  const hub = createFakeHub();
  const ada = await createFakePerson(hub, 'Ada', openAccountStore);
  const ben = await createFakePerson(hub, 'Ben', openAccountStore);
  await ada.app.follow(ben.me.did);
  await ada.post('Before');
  await eventually(hub, async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
  const sheet = await (await ada.app.recovery()).sheet();
  if (!sheet.ok) throw new Error(sheet.error.type);
  const words = sheet.value.words.join(' ');

  const fresh = createFakeBrowser(hub, openAccountStore).openTab();
  await fresh.app.connect();
  const restoring = await fresh.app.restoring();
  const gateways = await restoring.gateways();
  expect(gateways).toEqual(['https://gateway.example']);
  const found = await restoring.find(words, gateways, { signal: new AbortController().signal });
  expect(found).toMatchObject({ ok: true, value: { did: ada.me.did, newest: 0 } });

  // At first nobody has it; the app says so, and looks again when it is asked to.
  hub.setReadable(false);
  const restored = await fresh.app.restoreWords(words, { generation: 0, gateways });
  expect(restored).toMatchObject({ ok: true, value: { did: ada.me.did, readOnly: true, backup: { shouldAsk: false } } });
  await eventually(hub, async () => expect(await fresh.app.restoreProgress()).toMatchObject({ state: 'nobody' }));
  expect(await fresh.app.post({ ...emptyDraft, text: 'Too early' })).toMatchObject({ ok: false });
  hub.setReadable(true);
  await fresh.app.lookForOutbox();
  await eventually(hub, async () => expect(fresh.app.session.get()).toMatchObject({ me: { readOnly: false } }));
  expect(await fresh.app.restoreProgress()).toEqual({ state: 'done' });
  expect(fresh.app.session.get()).toMatchObject({ me: { profile: { name: 'Ada', username: 'ada' } } });
  expect((await fresh.app.home({ limit: 10 })).items.map((post) => post.text)).toEqual(['Before']);
  const store = await fresh.openAccount(ada.me.did);
  expect(await store.profile()).toEqual(await ada.store.profile());
  // Follows come along in the tree, encrypted.
  expect(await store.follows()).toEqual(await ada.store.follows());
  expect((await fresh.app.following()).map(({ id }) => id)).toEqual([ben.me.did]);
}, 60_000);

it('rolls nothing back with an old backup: what changed since comes from the tree', async () => {
  const hub = createFakeHub();
  const ada = await createFakePerson(hub, 'Ada', openAccountStore);
  const [ben, cleo] = [
    await createFakePerson(hub, 'Ben', openAccountStore),
    await createFakePerson(hub, 'Cleo', openAccountStore),
  ];
  await ada.app.follow(ben.me.did);
  await ada.post('Before the backup');
  const saved = await ada.app.saveBackup(passphrase);
  if (!saved.ok) throw new Error(saved.error.type);
  hub.timers.advance(1000);
  await ada.app.unfollow(ben.me.did);
  await ada.app.follow(cleo.me.did);
  await ada.post('After the backup');
  await eventually(hub, async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
  await eventually(hub, async () => {
    const tree = await ada.store.ownTree();
    expect(tree?.root).toBe(tree?.publishedRoot);
  });

  const fresh = createFakeBrowser(hub, openAccountStore).openTab();
  await fresh.app.connect();
  expect((await fresh.app.restoreBackup(saved.value.file, passphrase)).ok).toBe(true);
  await eventually(hub, async () => expect(fresh.app.session.get()).toMatchObject({ me: { readOnly: false } }));
  expect((await fresh.app.following()).map(({ id }) => id)).toEqual([cleo.me.did]);
  const { items } = await fresh.app.profileTimeline(ada.me.did, { limit: 10 });
  expect(items.map((post) => post.text)).toEqual(['After the backup', 'Before the backup']);
  // Neither does its next publish bring back what was undone, for this device or for others.
  await fresh.app.post({ ...emptyDraft, text: 'From the new device' });
  await eventually(hub, async () =>
    expect((await ada.app.profileTimeline(ada.me.did, { limit: 10 })).items.map((post) => post.text)).toContain(
      'From the new device',
    ),
  );
  expect((await ada.app.following()).map(({ id }) => id)).toEqual([cleo.me.did]);
}, 60_000);

const emptyDraft = {
  id: 'draft',
  text: '',
  warning: '',
  language: 'en',
  audience: 'public',
  attachments: [],
  savedAtMs: 0,
} as const;
