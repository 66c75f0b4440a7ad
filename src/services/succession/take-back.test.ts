import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import { checkSuccession } from '../../protocol/succession/check-succession.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { PollenApp } from '../app-api.ts';
import { keepFormerProfile } from '../publish/former-profiles.ts';
import { createFakeHub, fakeGateway, type FakeHub } from '../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';

async function eventually(hub: FakeHub, expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      hub.timers.advance(50);
      await expectation();
    },
    { timeout: 10_000, interval: 10 },
  );
}
const passphrase = 'correct horse battery staple';

describe('taking an account back', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;
  const home = async (app: PollenApp): Promise<string[]> => (await app.home({ limit: 40 })).items.map((post) => post.text);
  const follows = async (): Promise<Did[]> => (await ben.store.follows()).flatMap(({ did, removed }) => (removed ? [] : [did]));

  /** The app is loaded again. */
  async function reload(person: FakePerson): Promise<PollenApp> {
    person.closeFirstTab();
    const { app } = person.openTab();
    await vi.waitFor(() => expect(app.session.get().phase).toBe('ready'));
    await app.connect();
    return app;
  }

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    await ada.app.putSettings({ gateways: [fakeGateway] });
    expect((await ada.app.follow(ben.me.address)).ok).toBe(true);
    expect((await ada.post('Before')).ok).toBe(true);
    expect((await ben.app.follow(ada.me.address)).ok).toBe(true);
    await eventually(hub, async () => expect(await home(ben.app)).toEqual(['Before']));
  });

  it('goes on as the successor with everything, and followers believe it', async () => {
    await ada.app.saveBackup(passphrase);
    hub.timers.advance(60_000);
    const endMs = Math.floor(hub.timers.nowMs() / 1000) * 1000;
    hub.timers.advance(60_000);
    expect((await ada.post('By the thief')).ok).toBe(true);
    await eventually(hub, async () => expect(await home(ben.app)).toEqual(['By the thief', 'Before']));

    const desk = await ada.app.succession();
    expect(await desk.state()).toEqual({ hasSuccessor: true, needsNoPassphrase: false, isClosed: false });
    expect(await desk.takeBack({ passphrase: 'another one entirely' }, endMs)).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    });
    const taken = await desk.takeBack({ passphrase }, endMs);
    if (!taken.ok) throw new Error(taken.error.type);
    const app = await reload(ada);
    const session = app.session.get();
    expect(session.phase === 'ready' && session.me.did).toBe(taken.value);
    expect(session.phase === 'ready' && session.me.profile.name).toBe('Ada');
    expect(session.phase === 'ready' && session.me.readOnly).toBe(false);
    expect((await app.following()).map(({ id }) => id)).toEqual([ben.me.did]);
    expect(await home(app)).toEqual(['Before']);

    const record = (await ada.device.accounts()).find(({ did }) => did === taken.value);
    const statement = record?.succeeds?.statement ?? new Uint8Array();
    const pin = (await ben.store.successions.get(ada.me.did))?.pin;
    expect(await checkSuccession(statement, ada.me.did, pin, createVerifier())).toMatchObject({
      ok: true,
      value: { successor: taken.value, endMs },
    });
    await eventually(hub, async () => expect(hub.statements.get(ada.me.did)).toEqual(statement));
    await eventually(hub, async () => {
      const now = (await ada.device.accounts()).find(({ did }) => did === taken.value);
      expect(now?.succeeds?.waiting).toEqual([]);
    });
    await eventually(hub, async () => expect(await follows()).toEqual([taken.value]));
    await eventually(hub, async () => expect(await home(ben.app)).toEqual(['Before']));
    expect((await app.post(draft('I am back'))).ok).toBe(true);
    await eventually(hub, async () => expect(await home(ben.app)).toEqual(['I am back', 'Before']));
    const person = await ben.store.person(taken.value);
    expect(person?.actor['alsoKnownAs']).toContain(accountId(ada.me.did, 'actor'));
    expect(person?.actor['nextKeyDigest']).toMatch(/^zQm/);
  });

  it('brings along what was being written, with pictures, and what was kept out of sight or at hand', async () => {
    const picture = { digest: 'zQmPicture', bytes: Uint8Array.of(1, 2, 3), mediaType: 'image/png' };
    await ada.store.putMedia(picture as Parameters<typeof ada.store.putMedia>[0]);
    const attachment = { digest: picture.digest, mediaType: 'image/png', alt: 'Bees', width: 1, height: 1 };
    await ada.app.saveDraft({ ...draft('Half a thought'), attachments: [attachment] });
    const { filters } = await ada.app.collections();
    await filters.saveFilter({ text: 'spoiler', wholeWords: true, places: ['home'], action: 'hide' });
    await (await ada.app.search()).pin('bees', true);
    const taken = await (await ada.app.succession()).takeBack({ passphrase: '' }, undefined);
    if (!taken.ok) throw new Error(taken.error.type);
    const app = await reload(ada);
    expect(await app.drafts()).toMatchObject([{ text: 'Half a thought', attachments: [{ alt: 'Bees' }] }]);
    expect(await app.mediaUrl(picture.digest, taken.value)).toBeDefined();
    expect((await (await app.collections()).filters.filters()).map(({ text }) => text)).toEqual(['spoiler']);
    expect(await (await app.search()).pinned()).toEqual(['bees']);
  });

  it('makes what never left a draft again, threads as one, also what is posted while it goes on', async () => {
    const [sent] = await ada.store.home({ limit: 1 });
    ada.network().online = false;
    expect((await ada.app.post({ ...draft('One'), more: [{ key: 'b', text: 'Two', attachments: [] }] })).ok).toBe(true);
    expect((await ada.app.post({ ...draft('An answer'), inReplyTo: sent?.id })).ok).toBe(true);
    const putStatement = ada.device.changeAccount.bind(ada.device);
    let late = false;
    vi.spyOn(ada.device, 'changeAccount').mockImplementation(async (...change) => {
      if (!late) {
        late = true;
        expect((await ada.app.post(draft('In between'))).ok).toBe(true);
      }
      return putStatement(...change);
    });
    ada.network().online = true;
    const taken = await (await ada.app.succession()).takeBack({ passphrase: '' }, undefined);
    if (!taken.ok) throw new Error(taken.error.type);
    const app = await reload(ada);
    const drafts = (await app.drafts()).toSorted((a, b) => a.text.localeCompare(b.text));
    expect(drafts).toMatchObject([
      { text: 'An answer', inReplyTo: sent?.id },
      { text: 'In between' },
      { text: 'One', more: [{ text: 'Two' }] },
    ]);
    expect(await home(app)).toEqual(['Before']);
  });

  it('works with the words, and before any backup', async () => {
    const words = await (await ada.app.recovery()).sheet();
    if (!words.ok) throw new Error(words.error.type);
    const desk = await ada.app.succession();
    expect((await desk.state()).needsNoPassphrase).toBe(true);
    expect(await desk.takeBack({ words: 'one two three' }, undefined)).toMatchObject({ ok: false });
    const taken = await desk.takeBack({ words: words.value.words.join(' ') }, undefined);
    expect(taken.ok).toBe(true);
    const again = await desk.takeBack({ passphrase: '' }, undefined);
    expect(again).toEqual(taken);
    const app = await reload(ada);
    await eventually(hub, async () => expect(await follows()).toEqual([taken.ok && taken.value]));
    // The next successor can be called, too.
    expect((await (await app.succession()).state()).hasSuccessor).toBe(true);
  });

  it('has the name that its owner gave it, whatever it was called since the theft, in all tabs', async () => {
    await ada.app.saveBackup(passphrase);
    const other = ada.openTab();
    await vi.waitFor(() => expect(other.app.session.get().phase).toBe('ready'));
    hub.timers.advance(60_000);
    const endMs = Math.floor(hub.timers.nowMs() / 1000) * 1000;
    hub.timers.advance(60_000);
    const before = await ada.store.profile();
    if (before === undefined) throw new Error('no profile');
    const after = { ...before, name: 'The thief', bio: 'Send money' };
    await keepFormerProfile(ada.store, before, after, hub.timers.nowMs());
    await ada.store.putProfile(after);
    const taken = await (await ada.app.succession()).takeBack({ passphrase }, endMs);
    if (!taken.ok) throw new Error(taken.error.type);
    // As the screen does it.
    void (await ada.app.accounts()).open(taken.value);
    const { app } = await other.next;
    await vi.waitFor(() => expect(app.session.get().phase).toBe('ready'));
    const session = app.session.get();
    expect(session.phase === 'ready' && session.me).toMatchObject({ did: taken.value, profile: { name: 'Ada', summary: [] } });
    // What was written before stands under the same name, on one page with what comes.
    expect((await app.post(draft('It is me'))).ok).toBe(true);
    const own = (await app.profileTimeline(taken.value, { limit: 9 })).items;
    expect(own.map(({ text, author }) => `${author.name}: ${text}`)).toEqual(['Ada: It is me', 'Ada: Before']);
  });

  it('publishes nothing more of the old account', async () => {
    const desk = await ada.app.succession();
    expect((await desk.takeBack({ passphrase: '' }, undefined)).ok).toBe(true);
    expect(await ada.post('too late')).toEqual({ ok: false, error: { type: 'read-only' } });
    const old = (await ada.device.accounts()).find(({ did }) => did === ada.me.did);
    expect(old).toMatchObject({ readOnly: true });
    expect(await ada.device.currentAccount()).toBe(old?.succeededBy);
  });
});

const draft = (text: string) => ({
  id: `draft ${text}`,
  text,
  warning: '',
  language: 'en',
  audience: 'public' as const,
  attachments: [],
  savedAtMs: 0,
});
