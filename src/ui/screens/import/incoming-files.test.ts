import { describe, expect, it } from 'vitest';
import { droppedFiles, launchedFiles, pastedText } from './incoming-files.ts';

const file = new File(['a'], 'following_accounts.csv');
const handleOf = (of: File): FileSystemFileHandle =>
  ({ kind: 'file', name: of.name, getFile: async () => of }) as unknown as FileSystemFileHandle;

function items(...list: object[]): DataTransferItemList {
  return list as unknown as DataTransferItemList;
}

describe('dropped files', () => {
  it('come with where they lie, when the browser says so', async () => {
    const handle = handleOf(file);
    const item = { kind: 'file', getAsFile: () => file, getAsFileSystemHandle: async () => handle };
    expect(await Promise.all(droppedFiles(items(item)))).toEqual([{ file, handle }]);
  });

  it.each([
    ['cannot say', {}],
    ['refuses', { getAsFileSystemHandle: () => Promise.reject(new Error('denied')) }],
    ['names a folder', { getAsFileSystemHandle: async () => ({ kind: 'directory' }) }],
  ])('come without it when the browser %s', async (_, part) => {
    const item = { kind: 'file', getAsFile: () => file, ...part };
    expect(await Promise.all(droppedFiles(items(item)))).toEqual([{ file }]);
  });

  it('are files, not dragged words', () => {
    expect(droppedFiles(items({ kind: 'string', getAsFile: () => null }))).toEqual([]);
  });
});

describe('pasted text', () => {
  it.each(['ada@mastodon.example', '@ada@mastodon.example\nben@b.example', 'Account address,Show boosts\nada@a.example,true'])(
    'with addresses is a file: %j',
    async (text) => {
      expect(await pastedText(text)?.text()).toBe(text);
    },
  );

  it.each(['', 'hello', 'see https://example.org', '@ada'])('without is none: %j', (text) => {
    expect(pastedText(text)).toBeUndefined();
  });
});

it('leaves out launched files that cannot be read', async () => {
  const broken = { getFile: () => Promise.reject(new Error('gone')) } as unknown as FileSystemFileHandle;
  const good = handleOf(file);
  expect(await launchedFiles([broken, good])).toEqual([{ file, handle: good }]);
});
