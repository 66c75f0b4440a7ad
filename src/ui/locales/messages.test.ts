import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { i18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import { messages as first } from './en/first.po';
import { messages as screens } from './en/screens.po';
import { messages as shell } from './en/shell.po';

const folder = join(import.meta.dirname, '..');
const sources = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('development'))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);

const known = new Set([...Object.keys(first), ...Object.keys(shell), ...Object.keys(screens)]);
const spaces = new Set([...known].map((id) => id.split('.')[0]));

/** Every string that begins like an id counts as one, so that ids chosen by a condition are seen too. */
function idsIn(text: string): string[] {
  return [...text.matchAll(/'([a-z]+\.[a-z0-9.-]+)'/g)]
    .map((match) => match[1] ?? '')
    .filter((id) => spaces.has(id.split('.')[0]));
}

/** Files that load together with one: reached from it without a dynamic import. */
function loadedWith(root: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [root];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = sources.get(path);
    if (text === undefined || seen.has(path)) continue;
    seen.add(path);
    for (const match of text.matchAll(/(?:^|\n)(?:import|export)(?!\s+type)[^;]*?from\s+'(\.[^']+)'/g)) {
      waiting.push(relative('.', normalize(join(dirname(path), match[1] ?? ''))));
    }
  }
  return seen;
}

describe('messages', () => {
  const used = new Map<string, string>();
  for (const [path, text] of sources) for (const id of idsIn(text)) used.set(id, path);

  it('exist for every id that is used, and none is left over', () => {
    expect([...used.keys()].filter((id) => !known.has(id))).toEqual([]);
    expect([...known].filter((id) => !used.has(id))).toEqual([]);
  });

  it('come with what first needs them, and those of later screens do not weigh on it', () => {
    const needed = (root: string): Set<string> =>
      new Set([...loadedWith(root)].flatMap((path) => idsIn(sources.get(path) ?? '')));
    const early = needed('root.tsx');
    const late = needed('app/shell.tsx').difference(early);
    expect(new Set(Object.keys(first))).toEqual(early);
    expect(new Set(Object.keys(shell))).toEqual(late);
  });

  it('count in the plural of the language', () => {
    i18n.loadAndActivate({ locale: 'en', messages: { ...first, ...shell, ...screens } });
    expect(i18n._('home.new', { count: 1 })).toBe('1 new post');
    expect(i18n._('home.new', { count: 12 })).toBe('12 new posts');
    expect(i18n._('settings.undo-seconds', { seconds: 0 })).toBe('Leaves at once');
  });

  it('never name the machinery outside of the details', () => {
    const machinery = /\b([Kk]ey|[Nn]ode|CID|IPNS|DID|[Pp]eer|libp2p|WebRTC|[Bb]lockchain)\b/;
    const details =
      /^(settings\.(account-id|address|key-)|connection\.peer-id|keys\.|settings\.keyboard|details\.|settings\.stun)/;
    const all: Record<string, unknown> = { ...first, ...shell, ...screens };
    const wrong = Object.entries(all).filter(([id, message]) => !details.test(id) && machinery.test(JSON.stringify(message)));
    expect(wrong.map(([id]) => id)).toEqual([]);
  });
});

describe('the interface', () => {
  it('holds no words in its elements', () => {
    const words = [...sources].flatMap(([path, text]) =>
      path.endsWith('.tsx')
        ? [...text.matchAll(/(?<![=\s(,]=?)>\s*([A-Za-z][A-Za-z ,.'-]{2,})\s*<\/[a-zA-Z]/g)].map(
            (match) => `${path}: ${match[1]}`,
          )
        : [],
    );
    const attributes = [...sources].flatMap(([path, text]) =>
      [...text.matchAll(/\s(?:title|label|alt|placeholder|aria-label)="([^"]*[A-Za-z]{2}[^"]*)"/g)].map(
        (match) => `${path}: ${match[1]}`,
      ),
    );
    expect([...words, ...attributes]).toEqual([]);
  });

  it('gives no string to a parser', () => {
    const parsers = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function/;
    expect([...sources].filter(([, text]) => parsers.test(text)).map(([path]) => path)).toEqual([]);
  });
});
