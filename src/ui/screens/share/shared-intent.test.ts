import { describe, expect, it } from 'vitest';
import { sharedIntent, sharedKind } from './shared-intent.ts';

const nothing = { title: '', text: '', url: '' };

describe('what somebody shares', () => {
  it.each([
    '@ada@mastodon.example',
    'ada@mastodon.example',
    'https://mastodon.example/@ada',
    'https://friendica.example/profile/max',
    'https://social.example/users/ada/',
    'ipns://k51qzi5uqu5dabc',
    'did:key:z6Mkexample',
    'https://pollen.example/app/#/@k51qzi5uqu5dabc?via=https%3A%2F%2Fpollen.example',
  ])('is a person: %s', (address) => {
    expect(sharedIntent({ ...nothing, text: address })).toEqual({ kind: 'person', address });
    expect(sharedIntent({ ...nothing, url: address })).toEqual({ kind: 'person', address });
  });

  it.each([
    [{ ...nothing, url: 'https://news.example/story' }, 'https://news.example/story'],
    [{ title: 'A story', text: '', url: 'https://news.example/story' }, 'A story\n\nhttps://news.example/story'],
    [{ title: 'A story', text: 'A story https://news.example/story', url: '' }, 'A story https://news.example/story'],
    [{ title: '', text: 'Look: https://a.example/x', url: 'https://a.example/x' }, 'Look: https://a.example/x'],
    [{ title: '', text: 'I met ada@mastodon.example today', url: '' }, 'I met ada@mastodon.example today'],
    [{ title: '', text: 'https://mastodon.example/@ada/1234', url: '' }, 'https://mastodon.example/@ada/1234'],
  ])('is something to write about: %j', (shared, text) => {
    expect(sharedIntent(shared)).toEqual({ kind: 'text', text });
  });

  it('is pictures for a post, or files for the import', () => {
    expect(sharedKind([])).toBe('none');
    expect(sharedKind(['image/png', 'image/jpeg'])).toBe('media');
    expect(sharedKind(['video/mp4', 'audio/mpeg'])).toBe('media');
    expect(sharedKind(['image/png', 'text/csv'])).toBe('import');
    expect(sharedKind([''])).toBe('import');
  });

  it('is bounded, and may be nothing', () => {
    expect(sharedIntent(nothing)).toBeUndefined();
    const intent = sharedIntent({ ...nothing, text: 'x '.repeat(100_000) });
    expect(intent?.kind === 'text' ? intent.text.length : 0).toBe(5000);
  });
});
