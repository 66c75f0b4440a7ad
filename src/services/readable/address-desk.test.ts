import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { WebAnswer, WebError } from '../../protocol/ports/fediverse.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { LaterParts } from '../later-parts.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice } from '../testing/fake-world.ts';
import { confirmedAddresses } from '../views/confirmed-addresses.ts';
import { createAddressDesk, type AddressDesk } from './address-desk.ts';

const other = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const day = 86_400_000;

let device: FakeDevice;
let desk: AddressDesk;
let nowMs: number;
let asked: string[];
let domain: Result<{ readonly file: string; readonly throughGateway?: string }, WebError>;

beforeEach(async () => {
  const world = createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() }));
  device = await createFakeDevice(world);
  nowMs = Date.parse('2026-11-22T08:00:00Z');
  asked = [];
  domain = err({ type: 'refused', status: 404 });
  const web: LaterParts['web'] = {
    async ask({ url }) {
      asked.push(url);
      if (!domain.ok) return domain;
      const { file, throughGateway } = domain.value;
      const answer: WebAnswer = {
        status: 200,
        url,
        contentType: 'application/octet-stream',
        bytes: new TextEncoder().encode(file),
        ...(throughGateway !== undefined && { throughGateway }),
      };
      return ok(answer);
    },
  };
  const settings = { get: () => ({ gateways: ['https://gateway.example'], remoteReading: true }) };
  const clock = { nowMs: () => nowMs };
  // The desk uses these parts only.
  desk = createAddressDesk({ ...device, clock, settings, web, appBase: 'https://app.example/' } as unknown as LaterParts);
});

const served = (text: string): string => desk.file(text)?.text ?? '';
const published = async (): Promise<JsonObject | undefined> => {
  const records = await device.store.outboxRange(undefined, 50);
  return records.findLast(({ type }) => type === 'Update')?.activity['object'] as JsonObject | undefined;
};

describe('a readable address of one’s own', () => {
  it('is published once the domain gives it, and taken back', async () => {
    expect(desk.file('@Me@Example.org')).toMatchObject({
      address: 'Me@example.org',
      url: 'https://example.org/.well-known/webfinger',
    });
    expect(await desk.use('@me@example.org')).toEqual(err({ type: 'not-there' }));
    domain = ok({ file: served('@me@example.org') });
    expect(await desk.use('@me@example.org')).toEqual(ok({ throughGateway: false }));
    expect(asked.at(-1)).toBe('https://example.org/.well-known/webfinger?resource=acct%3Ame%40example.org');
    expect((await published())?.['webfinger']).toBe('me@example.org');
    expect(await desk.own()).toBe('me@example.org');
    expect(await desk.check()).toEqual({ type: 'given', throughGateway: false });
    expect(await desk.remove()).toEqual(ok(undefined));
    expect(await published()).not.toHaveProperty('webfinger');
    expect(await desk.check()).toBeUndefined();
  });

  it('stays when the profile is edited', async () => {
    domain = ok({ file: served('me@example.org'), throughGateway: 'https://gateway.example' });
    expect(await desk.use('me@example.org')).toEqual(ok({ throughGateway: true }));
    await device.author.updateProfile({ name: 'Ada', username: 'ada', bio: 'Engines', icon: 'keep' });
    expect((await published())?.['webfinger']).toBe('me@example.org');
  });

  it.each([
    ['no address', 'example.org', 'not-an-address'],
    ['a host at home', '@me@192.168.0.1', 'not-an-address'],
  ] as const)('is refused: %s', async (_why, text, type) => {
    expect(await desk.use(text)).toEqual(err({ type }));
    expect(desk.file(text)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it.each([
    ['somebody else’s file', () => ok({ file: served('you@example.org') }), 'somebody-else'],
    ['a web page', () => ok({ file: '<!doctype html>' }), 'not-there'],
    ['no answer', () => err({ type: 'unreachable' as const, reason: 'off' }), 'unreachable'],
    ['trouble', () => err({ type: 'refused' as const, status: 503 }), 'unreachable'],
  ] as const)('is not published when there is %s', async (_why, says, type) => {
    domain = says();
    expect(await desk.use('me@example.org')).toEqual(err({ type }));
    expect(await desk.own()).toBeUndefined();
  });
});

describe('somebody’s readable address', () => {
  const says = (webfinger: string | undefined): Promise<unknown> =>
    device.store.ingest({
      posts: [],
      deletedPosts: [],
      reactions: [],
      undone: [],
      notifications: [],
      person: {
        id: other,
        actor: webfinger === undefined ? {} : { webfinger },
        name: 'Bob',
        username: 'bob',
        summary: [],
        updatedMs: ++nowMs,
        provenance: { type: 'signed' },
      },
    });
  const file = (did: Did): string =>
    JSON.stringify({ subject: 'acct:bob@bob.example', links: [{ rel: 'self', href: `ap://${did}/actor.jsonld` }] });
  const confirmed = async (): Promise<string | undefined> => (await confirmedAddresses(device.store)).get(other);

  it('has a mark while both sides name each other, and is asked for once a week', async () => {
    await says('bob@bob.example');
    domain = ok({ file: file(other) });
    await desk.confirm(other);
    await desk.confirm(other);
    expect(asked).toHaveLength(1);
    expect(await confirmed()).toBe('bob@bob.example');
    nowMs += 8 * day;
    domain = err({ type: 'unreachable', reason: 'off' });
    await desk.confirm(other);
    expect(asked).toHaveLength(2);
    expect(await confirmed()).toBe('bob@bob.example');
    domain = ok({ file: file(device.store.did) });
    await desk.confirm(other);
    expect(await confirmed()).toBeUndefined();
  });

  it('loses it when the actor names another address, or none', async () => {
    await says('bob@bob.example');
    domain = ok({ file: file(other) });
    await desk.confirm(other);
    await says('bob@bank.example');
    await desk.confirm(other);
    expect(await confirmed()).toBeUndefined();
    await says(undefined);
    await desk.confirm(other);
    expect(await device.store.setting('addressChecks')).toEqual({});
  });

  it('is asked of nobody who names none', async () => {
    await says(undefined);
    await desk.confirm(other);
    expect(asked).toEqual([]);
  });
});
