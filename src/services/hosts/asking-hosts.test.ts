import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { host, type Entry, useWayBack } from '../testing/way-back.ts';

describe('asking servers', () => {
  const { lab, said, note, show, eventually, timePasses, told, replies, counts, markerArrives } = useWayBack(openAccountStore);

  it('follows pages of the host only, five at first, then the newest', async () => {
    const { hub } = lab();
    const pageUrl = (page: number): string => `${host}/pollen/responses?page=${page}`;
    const items = (page: number): Entry[] => [said(`p${page}`, 'Create', note(`np${page}`, `page ${page}`))];
    hub.hosts.show(host, items(0), pageUrl(1));
    for (let page = 1; page < 8; page += 1) {
      hub.hosts.answers.set(pageUrl(page), { type: 'OrderedCollectionPage', orderedItems: items(page), next: pageUrl(page + 1) });
    }
    await eventually(async () => expect(await replies()).toHaveLength(5));
    expect(hub.hosts.asked.slice(0, 5)).toEqual([host, pageUrl(1), pageUrl(2), pageUrl(3), pageUrl(4)]);
    hub.hosts.show(host, items(10), 'https://other.example/pollen/responses');
    await eventually(async () => expect(await replies()).toHaveLength(6));
    expect(hub.hosts.asked.slice(5).every((url) => url === host)).toBe(true);
  });

  it('is asked every five minutes at most, less often when it does not answer, and never at odd places', async () => {
    const { hub, question } = lab();
    hub.hosts.listed.push(
      'https://down.example',
      'http://plain.example',
      'https://192.168.1.1',
      'https://localhost',
      'https://nas.local',
    );
    show(said('2', 'Like', question));
    await eventually(async () => expect(await told()).toHaveLength(1));
    await markerArrives();
    const asked = (origin: string): number => hub.hosts.asked.filter((url) => url === origin).length;
    const [before, downBefore] = [asked(host), asked('https://down.example')];
    await timePasses(60, 30_000);
    expect(asked(host) - before).toBeLessThanOrEqual(6);
    expect(asked('https://down.example') - downBefore).toBeLessThanOrEqual(3);
    expect(new Set(hub.hosts.asked)).toEqual(new Set([host, 'https://down.example']));
  });

  it('of blocked people and blocked hosts ends, and hides what was said', async () => {
    const { hub, ada, question } = lab();
    show(said('4', 'Create', note('note4', 'first')));
    await eventually(async () => expect(await replies()).toEqual(['first']));
    const carl = `${host}/profile/carl` as ObjectId;
    await ada.app.setBlock(carl, true);
    show(said('6', 'Like', question, { actor: carl }));
    await markerArrives();
    expect((await counts())?.likes).toBe(0);
    await ada.app.setBlock(host as ObjectId, true);
    expect(await replies()).toEqual([]);
    expect(await told()).toEqual([]);
    const asked = hub.hosts.asked.length;
    await timePasses(20, 5 * 60_000);
    expect(hub.hosts.asked).toHaveLength(asked);
  });

  it('is not walked by those who hide their address', async () => {
    const { hub, ada, question } = lab();
    await ada.app.putSettings({ httpOnly: true });
    // What was under way before comes to its end.
    await timePasses(20, 0);
    const asked = hub.hosts.asked.length;
    show(said('2', 'Like', question));
    await timePasses(20, 5 * 60_000);
    expect(hub.hosts.asked).toHaveLength(asked);
  });
});
