import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { createFakeHub, type FakeHub } from './fake-hub.ts';
import { createFakePerson, type FakePerson, type OpenStore } from './fake-person.ts';

/** Something that a host shows, as it would write it. */
export interface Entry {
  readonly [member: string]: unknown;
}

/** A host, and one of its people. */
export const host = 'https://friendica.example';
export const bob = `${host}/profile/bob` as ObjectId;

const publicId = 'https://www.w3.org/ns/activitystreams#Public';

/** Ada, who asked something, and a host whose people answer. Made anew for each test. */
export interface WayBack {
  readonly hub: FakeHub;
  readonly ada: FakePerson;
  /** Ada's post, and her actor. */
  readonly question: ObjectId;
  readonly adaActor: string;
}

/** Call it in a `describe`; what it returns is filled before each test. */
export function useWayBack(openStore: OpenStore) {
  let lab: WayBack;
  let shown: Entry[];
  const said = (id: string, type: string, object: unknown, more: Entry = {}): Entry => ({
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: `${host}/objects/${id}`,
    type,
    actor: bob,
    published: '2026-11-22T08:00:00Z',
    to: [publicId],
    object,
    ...more,
  });
  const note = (id: string, content: string, more: Entry = {}): Entry => ({
    id: `${host}/objects/${id}`,
    type: 'Note',
    attributedTo: bob,
    published: '2026-11-22T08:00:00Z',
    summary: null,
    to: [publicId],
    inReplyTo: lab.question,
    content,
    ...more,
  });
  const show = (...entries: Entry[]): void => {
    shown = [...entries.toReversed(), ...shown];
    lab.hub.hosts.show(host, shown);
  };
  /** Five minutes at a time, as somebody who looks at the app now and then. */
  const eventually = (expectation: () => Promise<void>): Promise<void> =>
    vi.waitFor(
      async () => {
        lab.hub.timers.advance(5 * 60_000);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );
  const timePasses = async (rounds: number, ms: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      lab.hub.timers.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const told = async (): Promise<string[]> =>
    (await lab.ada.app.notifications({ limit: 40 })).items.map(({ type, actor }) => `${type} @${actor.username}`);
  const replies = async (): Promise<string[]> =>
    ((await lab.ada.app.thread(lab.question))?.replies ?? []).map(({ post }) => post.text);
  const counts = async () => (await lab.ada.app.thread(lab.question))?.post.counts;
  /** Something harmless that comes after all that was shown before. */
  const markerArrives = async (): Promise<void> => {
    show(said('marker/act', 'Create', note('marker', 'marker', { published: '2026-11-22T08:01:00Z' })));
    await eventually(async () => expect(await replies()).toContain('marker'));
  };

  beforeEach(async () => {
    shown = [];
    const hub = createFakeHub();
    const ada = await createFakePerson(hub, 'Ada', openStore);
    const posted = await ada.post('What do you think?');
    if (!posted.ok) throw new Error(posted.error.type);
    lab = { hub, ada, question: posted.value.id, adaActor: `ap://${ada.me.did}/actor.jsonld` };
    hub.hosts.listed.push(host);
  });
  afterEach(() => lab.ada.closeAll());

  return { lab: () => lab, said, note, show, eventually, timePasses, told, replies, counts, markerArrives };
}
