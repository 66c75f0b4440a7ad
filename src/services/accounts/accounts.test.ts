import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { PollenApp } from '../app-api.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakeBrowser, createFakePerson, type FakeBrowser, type FakePerson, type Tab } from '../testing/fake-person.ts';
import { draftOf } from '../testing/publishing.ts';

const passphrase = 'correct horse battery';

describe('several accounts in one browser', () => {
  let hub: FakeHub;
  let browser: FakeBrowser;
  let reader: FakePerson;
  let first: Tab;

  beforeEach(async () => {
    hub = createFakeHub();
    browser = createFakeBrowser(hub, openAccountStore);
    reader = await createFakePerson(hub, 'Reader', openAccountStore);
    first = browser.openTab();
  });
  afterEach(() => {
    browser.closeAll();
    reader.closeAll();
  });

  const eventually = (expectation: () => Promise<void> | void): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(200);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );
  const becomes = (tab: Tab, phase: string): Promise<void> => eventually(() => expect(tab.app.session.get().phase).toBe(phase));
  const didOf = (app: PollenApp): Did | undefined => {
    const session = app.session.get();
    return session.phase === 'ready' ? session.me.did : undefined;
  };

  async function signUp(tab: Tab, name: string): Promise<Did> {
    await becomes(tab, 'welcome');
    const made = await tab.app.createAccount({ name, username: name.toLowerCase() });
    if (!made.ok) throw new Error(made.error.type);
    await tab.app.connect();
    return made.value.did;
  }

  /** What the page of before goes on as. */
  async function started(tab: Tab, phase: string): Promise<Tab> {
    const next = await tab.next;
    await becomes(next, phase);
    if (phase === 'ready') await next.app.connect();
    return next;
  }

  async function addAnother(tab: Tab, name: string): Promise<readonly [Tab, Did]> {
    await (await tab.app.accounts()).close();
    const next = await started(tab, 'welcome');
    return [next, await signUp(next, name)];
  }

  async function open(tab: Tab, did: Did, phase = 'ready'): Promise<Tab> {
    expect((await (await tab.app.accounts()).open(did)).ok).toBe(true);
    return started(tab, phase);
  }

  it('are added beside each other, and never share a page, a peer or a moment online', async () => {
    const ada = await signUp(first, 'Ada');
    await first.app.putSettings({ gateways: ['https://only-for-ada.example'] });
    await eventually(() => expect([...browser.online]).toEqual([ada]));
    await (await first.app.accounts()).close();
    const between = await started(first, 'welcome');
    expect(between.app.session.get()).toMatchObject({ accountsHere: 1 });
    expect([...browser.online]).toEqual([]);
    const ben = await signUp(between, 'Ben');
    await eventually(() => expect([...browser.online]).toEqual([ben]));
    expect(between.app.settings.get().gateways).not.toContain('https://only-for-ada.example');
    expect(await (await between.app.accounts()).list()).toMatchObject([
      { did: ben, name: 'Ben', username: 'ben', isOpen: true, unread: 0 },
      { did: ada, name: 'Ada', username: 'ada', isOpen: false, unread: 0, hasWayBack: false },
    ]);
    const again = await open(between, ada);
    expect(didOf(again.app)).toBe(ada);
    expect(again.app.settings.get().gateways).toEqual(['https://only-for-ada.example']);
    // The page that was left knows nobody any more.
    await expect(between.app.home({ limit: 5 })).rejects.toThrow('no account is open');
    expect(browser.engines.map(({ keys }) => keys.held() !== undefined)).toEqual([false, false, true]);
  });

  it('lose no post that was under way when somebody switched', async () => {
    const ada = await signUp(first, 'Ada');
    await first.app.putSettings({ undoSeconds: 5 });
    const me = first.app.session.get();
    if (me.phase !== 'ready') throw new Error('not ready');
    await reader.app.follow(me.me.address);
    const [second, ben] = await addAnother(first, 'Ben');
    const back = await open(second, ada);
    expect((await back.app.post(draftOf('Written and left'))).ok).toBe(true);
    const other = await open(back, ben);
    const listed = await (await other.app.accounts()).list();
    expect(listed.find(({ did }) => did === ada)?.waiting).toBeGreaterThan(0);
    await open(other, ada);
    await eventually(async () => {
      const { items } = await reader.app.home({ limit: 10 });
      expect(items.map(({ text }) => text)).toEqual(['Written and left']);
    });
  });

  it('are switched in all tabs at once, each of which stores what is being written', async () => {
    const ada = await signUp(first, 'Ada');
    const [second, ben] = await addAnother(first, 'Ben');
    const other = browser.openTab();
    await becomes(other, 'ready');
    await other.app.connect();
    for (const [index, { app }] of [second, other].entries()) {
      app.beforeLock(() => app.saveDraft(draftOf(`Half a thought ${index}`)));
    }
    const [one, two] = await Promise.all([open(second, ada), started(other, 'ready')]);
    expect([didOf(one.app), didOf(two.app)]).toEqual([ada, ada]);
    // Only where it was left may the next account go on at the same place.
    expect([second, other].map((tab) => tab.wasLeftElsewhere())).toEqual([false, true]);
    expect(await one.app.drafts()).toEqual([]);
    const [back] = await Promise.all([open(one, ben), started(two, 'ready')]);
    const drafts = (await back.app.drafts()).map(({ text }) => text);
    expect(drafts.toSorted()).toEqual(['Half a thought 0', 'Half a thought 1']);
  });

  it('end in one account for all tabs when two tabs choose different ones', async () => {
    const ada = await signUp(first, 'Ada');
    const [second, ben] = await addAnother(first, 'Ben');
    const [third, cleo] = await addAnother(second, 'Cleo');
    const fourth = browser.openTab();
    await becomes(fourth, 'ready');
    expect(didOf(fourth.app)).toBe(cleo);
    await Promise.all([
      third.app.accounts().then((desk) => desk.open(ada)),
      fourth.app.accounts().then((desk) => desk.open(ben)),
    ]);
    let tabs: readonly Tab[] = await Promise.all([third.next, fourth.next]);
    const chosen = await browser.device.currentAccount();
    expect([ada, ben]).toContain(chosen);
    await eventually(async () => {
      // A tab that was quicker than the last word starts once more.
      tabs = await Promise.all(tabs.map((tab) => Promise.race([tab.next, Promise.resolve(tab)])));
      expect(tabs.map(({ app }) => didOf(app))).toEqual([chosen, chosen]);
    });
  });

  it('stay locked each for itself', async () => {
    const ada = await signUp(first, 'Ada');
    expect((await first.app.saveBackup(passphrase)).ok).toBe(true);
    expect((await (await first.app.lock()).turnOn(passphrase, 5)).ok).toBe(true);
    await first.app.post(draftOf('Nobody else reads this'));
    const [second] = await addAnother(first, 'Ben');
    const hers = (await (await second.app.accounts()).list()).find(({ did }) => did === ada);
    expect(hers).toEqual({ did: ada, name: 'Ada', username: 'ada', isOpen: false, locks: true, hasWayBack: true });
    expect(browser.engines[0]?.keys.held()).toBeUndefined();
    const back = await open(second, ada, 'locked');
    await expect(back.app.home({ limit: 5 })).rejects.toThrow('no account is open');
    expect(await (await back.app.lock()).unlock('something else')).toMatchObject({ ok: false });
    hub.timers.advance(60_000);
    expect(await (await back.app.lock()).unlock(passphrase)).toMatchObject({ ok: true });
    expect((await back.app.home({ limit: 5 })).items.map(({ text }) => text)).toEqual(['Nobody else reads this']);
  });

  it('can be opened from the lock screen of another, in all tabs', async () => {
    const ada = await signUp(first, 'Ada');
    await first.app.saveBackup(passphrase);
    await (await first.app.lock()).turnOn(passphrase, 5);
    const [second, ben] = await addAnother(first, 'Ben');
    const locked = await open(second, ada, 'locked');
    const other = browser.openTab();
    await vi.waitFor(() => expect(other.app.session.get().phase).toBe('starting'));
    await becomes(other, 'locked');
    const tabs = await Promise.all([open(locked, ben), started(other, 'ready')]);
    expect(tabs.map(({ app }) => didOf(app))).toEqual([ben, ben]);
  });

  it('look the same: theme and language belong to the device', async () => {
    await first.app.putSettings({ theme: 'dark' });
    const ada = await signUp(first, 'Ada');
    expect(first.app.settings.get().theme).toBe('dark');
    await first.app.putSettings({ locale: 'de', undoSeconds: 9 });
    await (await first.app.accounts()).close();
    const between = await started(first, 'welcome');
    expect(between.app.settings.get()).toMatchObject({ theme: 'dark', locale: 'de' });
    await signUp(between, 'Ben');
    expect(between.app.settings.get()).toMatchObject({ theme: 'dark', locale: 'de', undoSeconds: 5 });
    await between.app.putSettings({ theme: 'light' });
    const back = await open(between, ada);
    expect(back.app.settings.get()).toMatchObject({ theme: 'light', locale: 'de', undoSeconds: 9 });
  });

  it('are made from an open account, too: then the page starts anew with the new one', async () => {
    const ada = await signUp(first, 'Ada');
    void first.app.createAccount({ name: 'Ben', username: 'ben' });
    const next = await started(first, 'ready');
    expect(didOf(next.app)).not.toBe(ada);
    expect(await (await next.app.accounts()).count()).toBe(2);
  });

  it('are removed only with a way back, or when it was said that it may be lost', async () => {
    const ada = await signUp(first, 'Ada');
    const [second, ben] = await addAnother(first, 'Ben');
    const desk = await second.app.accounts();
    expect(await desk.remove(ada)).toEqual({ ok: false, error: { type: 'no-way-back' } });
    expect(await desk.count()).toBe(2);
    expect((await desk.remove(ada, { losesForGood: true })).ok).toBe(true);
    expect(await desk.remove(ada, { losesForGood: true })).toEqual({ ok: false, error: { type: 'not-here' } });
    expect(await desk.open(ada)).toEqual({ ok: false, error: { type: 'not-here' } });
    expect(didOf(second.app)).toBe(ben);
    expect((await desk.list()).map(({ did }) => did)).toEqual([ben]);
    expect((await (await browser.device.removals()).waiting()).length).toBe(0);
  });

  it('come back whole after they were removed, however soon', async () => {
    const ada = await signUp(first, 'Ada');
    await first.app.post(draftOf('Before'));
    const saved = await first.app.saveBackup(passphrase);
    if (!saved.ok) throw new Error(saved.error.type);
    await first.app.putSettings({ gateways: ['https://gateway.example'] });
    expect((await (await first.app.accounts()).remove(ada)).ok).toBe(true);
    const next = await started(first, 'welcome');
    expect(next.app.session.get()).toMatchObject({ accountsHere: 0 });
    // Nothing has been deleted yet; the restore does it before it writes anything.
    expect((await (await browser.device.removals()).waiting()).map(({ did }) => did)).toEqual([ada]);
    const restored = await next.app.restoreBackup(saved.value.file, passphrase);
    expect(restored).toMatchObject({ ok: true, value: { did: ada, readOnly: true } });
    expect((await next.app.drafts()).length).toBe(0);
    expect(await (await browser.device.removals()).waiting()).toEqual([]);
  });
});
