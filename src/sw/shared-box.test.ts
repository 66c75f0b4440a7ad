import { describe, expect, it } from 'vitest';
import { sharedFileTypes, keepShared, takeSharedFiles, takeSharedText } from './shared-box.ts';

/** Caches in memory, as far as the box uses them. */
function createBox(): Pick<CacheStorage, 'open' | 'delete'> {
  const caches = new Map<string, Map<string, Response>>();
  const open = async (name: string): Promise<Cache> => {
    const entries = caches.get(name) ?? new Map<string, Response>();
    caches.set(name, entries);
    const urlOf = (key: RequestInfo | URL): string => (key instanceof Request ? key.url : String(key));
    const cache = {
      put: async (key: string, response: Response) => void entries.set(key, response),
      match: async (key: RequestInfo | URL) => entries.get(urlOf(key))?.clone(),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
      delete: async (key: RequestInfo | URL) => entries.delete(urlOf(key)),
    };
    return cache as unknown as Cache;
  };
  return { open, delete: async (name) => caches.delete(name) };
}

function form(parts: Record<string, string>, ...files: File[]): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) data.append(name, value);
  for (const file of files) data.append('files', file);
  return data;
}

describe('the box for what other apps share', () => {
  it('gives files out once, under their names', async () => {
    const box = createBox();
    await keepShared(form({}, new File(['a,b'], 'grüße, 1.csv', { type: 'text/csv' }), new File(['z'], 'x.zip')), box);
    expect(await sharedFileTypes(box)).toEqual(['text/csv', '']);
    const files = await takeSharedFiles(box);
    expect(files.map(({ name }) => name)).toEqual(['grüße, 1.csv', 'x.zip']);
    expect(await files[0]?.text()).toBe('a,b');
    expect(await takeSharedFiles(box)).toEqual([]);
    expect(await sharedFileTypes(box)).toEqual([]);
  });

  it('gives text out once', async () => {
    const box = createBox();
    await keepShared(form({ title: 'T', text: 'words', url: 'https://a.example' }), box);
    expect(await sharedFileTypes(box)).toEqual([]);
    expect(await takeSharedText(box)).toEqual({ title: 'T', text: 'words', url: 'https://a.example' });
    expect(await takeSharedText(box)).toBeUndefined();
  });

  it('lets a new share replace one that nobody took', async () => {
    const box = createBox();
    await keepShared(form({ text: 'old' }, new File(['a'], 'a.csv'), new File(['b'], 'b.csv')), box);
    await keepShared(form({}, new File(['c'], 'c.csv')), box);
    expect((await takeSharedFiles(box)).map(({ name }) => name)).toEqual(['c.csv']);
    expect(await takeSharedText(box)).toBeUndefined();
  });

  it('keeps no more than sixteen files, and files only', async () => {
    const box = createBox();
    const many = Array.from({ length: 40 }, (_, index) => new File(['a'], `${index}.csv`));
    const data = form({ files: 'no file' }, ...many);
    await keepShared(data, box);
    expect(await takeSharedFiles(box)).toHaveLength(16);
  });

  it('is empty where there are no caches', async () => {
    expect(await takeSharedFiles(undefined)).toEqual([]);
    expect(await takeSharedText(undefined)).toBeUndefined();
    expect(await sharedFileTypes({ ...createBox(), open: () => Promise.reject(new Error('denied')) })).toEqual([]);
  });
});
