import { describe, expect, it } from 'vitest';
import type { Did, IpnsName } from '../../protocol/brand.ts';
import type { SiteAuthor } from '../site-author.ts';
import { headerRules } from './header-rules.ts';
import { hostFiles } from './host-files.ts';

const author: SiteAuthor = {
  did: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did,
  ipnsName: 'k51qzi5uqu5dm0t4vbwri4lkg76q03b4x9tsvekgvbu4zli6454ff7w8wdosa4' as IpnsName,
  actorId: 'https://me.example/.well-known/apgateway/did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/actor.jsonld',
  name: 'Ada',
  initial: 'A',
  username: 'ada',
  summary: [],
  summaryText: '',
  fields: [],
  elsewhere: [],
  indexable: true,
  updated: '2026-01-01T00:00:00Z',
};

describe('files for hosts', () => {
  const files = hostFiles(author, 'https://me.example');
  const text = (path: string): string => files.get(path) ?? '';

  it('say the same headers to every kind of host', () => {
    for (const { headers } of headerRules)
      for (const [name, value] of headers)
        for (const path of ['_headers', '.htaccess', 'nginx.conf.txt']) {
          const said = text(path).replaceAll('\\"', '"');
          expect(said.includes(value), `${path}: ${name}`).toBe(true);
        }
  });

  it('keep quotes apart in nginx and Apache', () => {
    const lines = text('nginx.conf.txt').split('\n');
    for (const line of lines.filter((line) => /add_header|default_type/.test(line)))
      expect(line, line).toMatch(/^ {8}(?:add_header [A-Za-z-]+|default_type) (?:"[^"]*"|'[^']*')(?: always)?;$/);
    for (const line of text('.htaccess')
      .split('\n')
      .filter((line) => line.includes('Header always set')))
      expect(line, line).toMatch(/^ *Header always set [A-Za-z-]+ "(?:[^"\\]|\\")*"$/);
    const braces = (kind: string): number => text('nginx.conf.txt').split(kind).length;
    expect(braces('{')).toBe(braces('}'));
  });

  it('lead servers that take the last link of that type to the same actor as those that take the first', () => {
    const { links } = JSON.parse(text('.well-known/webfinger')) as { links: { rel: string; type?: string; href: string }[] };
    const actors = links.filter(({ rel, type }) => rel === 'self' && type === 'application/activity+json');
    expect(actors.map(({ href }) => href)).toEqual([author.actorId]);
    expect(links.at(-1)).toEqual({ rel: 'self', href: `ipns://${author.ipnsName}` });
  });

  it('name an origin only when there is one', () => {
    expect([...hostFiles(author, undefined).values()].join('\n')).not.toMatch(/https:\/\/me\.example\/(?!\.)|acct:/);
    expect(hostFiles(author, undefined).has('.well-known/webfinger')).toBe(false);
    expect(text('.nojekyll')).toBe('');
  });
});
