import { describe, expect, it } from 'vitest';
import { createTabs, type TabChannel } from './tabs.ts';
import { createManualTimers } from './testing/manual-timers.ts';

function hub(): { open(): TabChannel } {
  const ends = new Set<(message: unknown) => void>();
  return {
    open() {
      let own: ((message: unknown) => void) | undefined;
      return {
        postMessage: (message) => {
          for (const end of ends) if (end !== own) end(structuredClone(message));
        },
        listen(listener) {
          own = listener;
          ends.add(listener);
        },
        close: () => own && ends.delete(own),
      };
    },
  };
}

function tabsOn(hubOfTabs: ReturnType<typeof hub>) {
  const timers = createManualTimers();
  const states: unknown[] = [];
  let ids = 0;
  const name = crypto.randomUUID();
  const tabs = createTabs({
    channel: hubOfTabs.open(),
    timers,
    newId: () => `${name}${ids++}`,
    onState: (state) => states.push(state),
  });
  return { tabs, timers, states };
}

describe('tabs', () => {
  it('runs a command in the leading tab', async () => {
    const between = hub();
    const leader = tabsOn(between);
    const follower = tabsOn(between);
    leader.tabs.lead({ double: async (argument) => Number(argument) * 2 });
    expect(await follower.tabs.call('double', 21, 1000)).toBe(42);
    expect(await leader.tabs.call('double', 4, 1000)).toBe(8);
  });

  it('waits for the next leader and repeats once after the old one died', async () => {
    const between = hub();
    const dying = tabsOn(between);
    const follower = tabsOn(between);
    const never = Promise.withResolvers<unknown>();
    const stop = dying.tabs.lead({ read: () => never.promise });
    const answer = follower.tabs.call('read', 'x', 1000);
    stop();
    const next = tabsOn(between);
    next.tabs.lead({ read: async (argument) => `read ${String(argument)}` });
    expect(await answer).toBe('read x');
  });

  it('answers its own waiting requests when it becomes the leader', async () => {
    const alone = tabsOn(hub());
    const answer = alone.tabs.call('read', 1, 1000);
    alone.tabs.lead({ read: async () => 'mine' });
    expect(await answer).toBe('mine');
  });

  it('gives up after the time-out and tells errors apart', async () => {
    const between = hub();
    const follower = tabsOn(between);
    const silent = follower.tabs.call('read', 1, 1000);
    follower.timers.advance(1000);
    expect(await silent).toBeUndefined();
    const leader = tabsOn(between);
    leader.tabs.lead({ fail: () => Promise.reject(new Error('broken')) });
    await expect(follower.tabs.call('fail', 1, 1000)).rejects.toThrow('broken');
    await expect(follower.tabs.call('toString', 1, 1000)).rejects.toThrow('no command');
  });

  it('shows the state of the leader in tabs that come later', () => {
    const between = hub();
    const leader = tabsOn(between);
    leader.tabs.lead({});
    leader.tabs.publishState({ peers: 3 });
    const late = tabsOn(between);
    expect(late.states).toEqual([{ peers: 3 }]);
  });
});
