import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CanonicalId, Did } from '../../protocol/brand.ts';
import type { GatewayClient } from '../../protocol/ports/network.ts';
import { nameOfDid } from '../addresses.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const bob = createFakeWorld(openStore, 2).signer.did;
const bobPost = `ap://${bob}/o/ab/c/d/abcd234567abc.jsonld` as CanonicalId;

describe('letters', () => {
  let world: FakeWorld;
  let ada: FakeDevice;
  let publisher: Publisher;
  let delivered: { readonly origin: string; readonly recipient: Did; readonly type: string }[];
  let refusing: Set<string>;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
    delivered = [];
    refusing = new Set();
    const deliver: GatewayClient['deliver'] = async (origin, recipient, bytes) => {
      if (refusing.has(origin)) return { ok: false, error: { type: 'unreachable', reason: 'off' } };
      delivered.push({ origin, recipient, type: JSON.parse(new TextDecoder().decode(bytes)).type });
      return { ok: true, value: undefined };
    };
    const gateways = () => ['http://localhost:8787'];
    publisher = createPublisher({ ...ada.dependencies, gateways, gatewayClient: { deliver } });
    await ada.store.ingest({
      posts: [],
      deletedPosts: [],
      reactions: [],
      undone: [],
      notifications: [],
      person: {
        id: bob,
        actor: { gateways: ['https://bob.example', 'javascript:alert(1)'] },
        name: 'Bob',
        username: 'bob',
        summary: [],
        updatedMs: 0,
        provenance: { type: 'signed' },
      },
    });
  });

  it('tells the person who is answered or liked, at a gateway of theirs, once it is published', async () => {
    await ada.author.setLike(bobPost, true);
    await publisher.deliverLetters();
    expect(delivered).toEqual([]);
    await publisher.flush();
    await publisher.deliverLetters();
    await publisher.deliverLetters();
    expect(delivered).toEqual([{ origin: 'https://bob.example', recipient: bob, type: 'Like' }]);
    expect(await publisher.nextLetterMs()).toBeUndefined();
  });

  it('tries the next gateway, then again later, and gives up in the end', async () => {
    refusing.add('https://bob.example');
    await ada.author.setBoost(bobPost, true);
    await publisher.flush();
    await publisher.deliverLetters();
    expect(delivered).toMatchObject([{ origin: 'http://localhost:8787', type: 'Announce' }]);
    refusing.add('http://localhost:8787');
    await ada.author.setBoost(bobPost, false);
    await publisher.flush();
    await publisher.deliverLetters();
    const dueMs = await publisher.nextLetterMs();
    expect(dueMs).toBeGreaterThan(world.nowMs);
    await publisher.deliverLetters();
    expect(await publisher.nextLetterMs()).toBe(dueMs);
    for (let tries = 0; tries < 10; tries += 1) {
      world.nowMs = (await publisher.nextLetterMs()) ?? world.nowMs;
      await publisher.deliverLetters();
    }
    expect(await publisher.nextLetterMs()).toBeUndefined();
    expect(delivered).toHaveLength(1);
  });

  it('goes straight to the person, and into a box only when nobody takes it there', async () => {
    const direct: string[] = [];
    let isThere = true;
    const network: FakeDevice['network'] = {
      ...ada.network,
      deliver: async (name) => direct.push(name) > 0 && isThere,
    };
    const deliver: GatewayClient['deliver'] = async (origin) => {
      delivered.push({ origin, recipient: bob, type: '' });
      return { ok: true, value: undefined };
    };
    publisher = createPublisher({ ...ada.dependencies, network, gatewayClient: { deliver } });
    await ada.author.setLike(bobPost, true);
    await publisher.flush();
    await publisher.deliverLetters();
    expect(direct).toEqual([nameOfDid(bob)]);
    expect(delivered).toEqual([]);
    isThere = false;
    for (const isOn of [true, false]) await ada.author.setBoost(bobPost, isOn);
    await publisher.flush();
    await publisher.deliverLetters();
    expect(direct).toHaveLength(2);
    expect(delivered).toHaveLength(2);
    expect(await publisher.nextLetterMs()).toBeUndefined();
  });

  it('does not wait for others who are hard to reach, nor overtake earlier ones to the same person', async () => {
    const carl = createFakeWorld(openStore, 3).signer.did;
    const carlPost = `ap://${carl}/o/ab/c/d/abcd234567abc.jsonld` as CanonicalId;
    const slow = Promise.withResolvers<boolean>();
    const arrived: string[] = [];
    const network: FakeDevice['network'] = {
      ...ada.network,
      async deliver(name, bytes) {
        const { type } = JSON.parse(new TextDecoder().decode(bytes)) as { type: string };
        if (name === nameOfDid(bob) && arrived.length === 0) await slow.promise;
        return arrived.push(`${name === nameOfDid(bob) ? 'bob' : 'carl'} ${type}`) > 0;
      },
    };
    publisher = createPublisher({ ...ada.dependencies, network });
    await ada.author.setLike(bobPost, true);
    await publisher.flush();
    const first = publisher.deliverLetters();
    await ada.author.setLike(bobPost, false);
    await ada.author.setLike(carlPost, true);
    await publisher.flush();
    const second = publisher.deliverLetters();
    await vi.waitFor(() => expect(arrived).toEqual(['carl Like']));
    slow.resolve(true);
    await Promise.all([first, second]);
    expect(arrived).toEqual(['carl Like', 'bob Like', 'bob Undo']);
    expect(await publisher.nextLetterMs()).toBeUndefined();
  });

  it('writes none for posts that name nobody', async () => {
    await ada.author.post({
      id: 'd',
      text: 'hello',
      warning: '',
      language: '',
      audience: 'public',
      attachments: [],
      savedAtMs: 0,
    });
    world.nowMs += 5000;
    await publisher.flush();
    expect(await publisher.nextLetterMs()).toBeUndefined();
  });
});
