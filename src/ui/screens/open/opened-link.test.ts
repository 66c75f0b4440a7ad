import { describe, expect, it } from 'vitest';
import { readOpenedLink } from './opened-link.ts';

describe('a link from outside', () => {
  it.each([
    ['web+ap://mastodon.example/@ada', 'https://mastodon.example/@ada'],
    ['web+activitypub://mastodon.example/users/ada?intent=follow', 'https://mastodon.example/users/ada'],
    ['web+ap:https://mastodon.example/@ada/1?x=1', 'https://mastodon.example/@ada/1?x=1'],
    ['WEB+AP://mastodon.example/', 'https://mastodon.example/'],
    ['web+ap:did:key:z6Mkada', 'did:key:z6Mkada'],
    ['web+ap:ap://did:key:z6Mkada/actor', 'ap://did:key:z6Mkada/actor'],
  ])('%s leads to %s', (link, address) => {
    expect(readOpenedLink(link)).toBe(address);
  });

  it.each([
    'https://mastodon.example/@ada',
    'web+ap:',
    'web+ap:javascript:alert(1)',
    'web+ap:http://mastodon.example/@ada',
    'web+ap://user:secret@mastodon.example/@ada',
    'web+other://mastodon.example/@ada',
    `web+ap://mastodon.example/${'a'.repeat(3000)}`,
  ])('%s leads nowhere', (link) => {
    expect(readOpenedLink(link)).toBeUndefined();
  });
});
