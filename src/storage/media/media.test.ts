import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { deleteDatabases } from '../delete-databases.ts';
import { openAccountStore } from '../open-account-store.ts';
import { createMediaAnswers, type MediaAnswer, type MediaRequest } from './answer-media.ts';
import { createMediaFinder, type MediaPort } from './media-finder.ts';

const ana = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did;
const bytes = Uint8Array.from([1, 2, 3]);

/** A worker without a thread. */
class FakeWorker implements MediaPort {
  readonly asked: MediaRequest[] = [];
  readonly #listeners: ((event: { readonly data: MediaAnswer }) => void)[] = [];
  readonly #failing: (() => void)[] = [];
  readonly #answer: (request: MediaRequest) => Promise<MediaAnswer>;

  constructor(answer: (request: MediaRequest) => Promise<MediaAnswer>) {
    this.#answer = answer;
  }
  postMessage(request: MediaRequest): void {
    this.asked.push(request);
    void this.#answer(request).then((data) => this.#listeners.forEach((listener) => listener({ data })));
  }
  addEventListener(type: 'message' | 'error', listener: (event: { readonly data: MediaAnswer }) => void): void {
    if (type === 'message') this.#listeners.push(listener);
    else this.#failing.push(listener as () => void);
  }
  fail(): void {
    for (const listener of this.#failing) listener();
  }
}

describe('files of an account, found beside the page', () => {
  const opened: AccountStore[] = [];
  afterEach(() => {
    for (const store of opened.splice(0)) store.close();
    vi.restoreAllMocks();
  });

  async function accountWith(indexedDB: IDBFactory, worker: MediaPort): Promise<AccountStore> {
    const finder = createMediaFinder(() => worker);
    const store = await openAccountStore(ana, { indexedDB, loadFindMedia: async () => finder });
    opened.push(store);
    await store.putMedia({ digest: 'zQmBees', mediaType: 'image/png', bytes, own: true });
    return store;
  }

  it('come as a URL, and not at all when they are not here', async () => {
    const indexedDB = new IDBFactory();
    const worker = new FakeWorker(createMediaAnswers(indexedDB, (blob) => URL.createObjectURL(blob)));
    const here = vi.spyOn(URL, 'createObjectURL');
    const store = await accountWith(indexedDB, worker);
    const shown = await fetch((await store.mediaUrl('zQmBees')) ?? '');
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(await shown.bytes()).toEqual(bytes);
    expect(await store.mediaUrl('zQmNobody')).toBeUndefined();
    expect(worker.asked.map(({ digest }) => digest)).toEqual(['zQmBees', 'zQmNobody']);
    // Once, in the worker.
    expect(here).toHaveBeenCalledOnce();
  });

  it('are answered each for itself, whichever comes first', async () => {
    const answers = new Map<string, (answer: MediaAnswer) => void>();
    const worker = new FakeWorker(({ digest }) => new Promise((resolve) => answers.set(digest, resolve)));
    const find = createMediaFinder(() => worker);
    const [one, other] = [find('pollen-a', 'zQmOne'), find('pollen-a', 'zQmOther')];
    answers.get('zQmOther')?.({ id: worker.asked[1]?.id ?? 0, url: 'blob:other', own: false });
    answers.get('zQmOne')?.({ id: worker.asked[0]?.id ?? 0 });
    expect(await other).toEqual({ url: 'blob:other', own: false });
    expect(await one).toBeUndefined();
  });

  it('are read by the page when the worker breaks, also those that were waited for', async () => {
    const indexedDB = new IDBFactory();
    const worker = new FakeWorker(() => new Promise(() => undefined));
    const store = await accountWith(indexedDB, worker);
    const waited = store.mediaUrl('zQmBees');
    await vi.waitFor(() => expect(worker.asked).toHaveLength(1));
    worker.fail();
    expect(await waited).toMatch(/^blob:/);
    expect(await store.mediaUrl('zQmBees')).toMatch(/^blob:/);
    expect(worker.asked).toHaveLength(1);
  });

  it('are read by the page where no worker can be started, and where it cannot look', async () => {
    const indexedDB = new IDBFactory();
    const refusing = new FakeWorker(async ({ id }) => ({ id, failed: true }));
    expect(await (await accountWith(indexedDB, refusing)).mediaUrl('zQmBees')).toMatch(/^blob:/);
    const none = createMediaFinder(() => {
      throw new Error('refused');
    });
    await expect(none('pollen-a', 'zQmBees')).rejects.toThrow('refused');
    const notLoaded = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    for (const loadFindMedia of [undefined, notLoaded]) {
      const store = await openAccountStore(ana, { indexedDB, loadFindMedia });
      opened.push(store);
      expect(await store.mediaUrl('zQmBees')).toMatch(/^blob:/);
    }
  });

  it('never hold up somebody who deletes their database, nor make one', async () => {
    const indexedDB = new IDBFactory();
    const answer = createMediaAnswers(indexedDB, () => 'blob:x');
    const store = await accountWith(indexedDB, new FakeWorker(answer));
    expect(await store.mediaUrl('zQmBees')).toBe('blob:x');
    const [name] = (await indexedDB.databases()).map((database) => database.name ?? '');
    await deleteDatabases([name ?? ''], indexedDB);
    expect(await answer({ id: 1, database: name ?? '', digest: 'zQmBees' })).toEqual({ id: 1, failed: true });
    expect(await indexedDB.databases()).toEqual([]);
  });
});
