import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChangeTopic } from '../protocol/ports/store.ts';
import type { Changes } from './changes.ts';
import { createChanges } from './changes.ts';

const open: Changes[] = [];
const create = (name: string): Changes => {
  const changes = createChanges(name);
  open.push(changes);
  return changes;
};
const record = (changes: Changes): ChangeTopic[][] => {
  const heard: ChangeTopic[][] = [];
  changes.listen((topics) => heard.push([...topics]));
  return heard;
};

describe('createChanges', () => {
  afterEach(() => {
    for (const changes of open.splice(0)) changes.close();
    vi.unstubAllGlobals();
  });

  it('tells everything of one microtask at once', async () => {
    const changes = create('one');
    const heard = record(changes);
    changes.announce(new Set(['posts', 'people']));
    changes.announce(new Set(['posts', 'sync']));
    expect(heard).toEqual([]);
    await vi.waitFor(() => expect(heard).toEqual([['posts', 'people', 'sync']]));
  });

  it('reaches other tabs of the same account only', async () => {
    const [tab, other, stranger] = [create('two'), create('two'), create('three')];
    const heard = [tab, other, stranger].map(record);
    tab.announce(new Set(['drafts']));
    await vi.waitFor(() => expect(heard[1]).toEqual([['drafts']]));
    stranger.announce(new Set(['outbox']));
    await vi.waitFor(() => expect(heard[2]).toEqual([['outbox']]));
    expect(heard[0]).toEqual([['drafts']]);
  });

  it('drops messages that are no topics', async () => {
    const heard = record(create('four'));
    const channel = new BroadcastChannel('four');
    const send = channel.postMessage.bind(channel);
    for (const message of ['posts', { posts: true }, ['nonsense', 7], null, ['nonsense', 'people']]) send(message);
    await vi.waitFor(() => expect(heard).toEqual([['people']]));
    channel.close();
  });

  it('works without BroadcastChannel', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const changes = create('five');
    const heard = record(changes);
    changes.announce(new Set(['posts']));
    await vi.waitFor(() => expect(heard).toEqual([['posts']]));
  });

  it('is silent after close and after unsubscribing', async () => {
    const [closed, other] = [create('six'), create('six')];
    const heardClosed = record(closed);
    const heardOther = record(other);
    const unsubscribed = vi.fn();
    other.listen(unsubscribed)();
    closed.announce(new Set(['posts']));
    closed.close();
    other.announce(new Set(['sync']));
    await vi.waitFor(() => expect(heardOther).toEqual([['sync']]));
    expect(heardClosed).toEqual([]);
    expect(unsubscribed).not.toHaveBeenCalled();
  });
});
