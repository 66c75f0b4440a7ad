import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { i18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import { messages as composer } from './en/composer.po';
import { messages as first } from './en/first.po';
import { messages as reading } from './en/reading.po';
import { messages as screens } from './en/screens.po';
import { messages as shell } from './en/shell.po';
import { catalogues } from '../text/translate.ts';
import { placeholdersOf, pluralFormsOf, textOf } from './compiled.ts';

const folder = join(import.meta.dirname, '..');
const sources = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('development'))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);

const english = { ...first, ...shell, ...composer, ...reading, ...screens };
const known = new Set(Object.keys(english));
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

/** Files that ask for their words together with themselves, and for no more than those of `part`. */
function loadedWithWordsOf(part: string): Set<string> {
  const lazily = new RegExp(`import\\('([^']+)'\\)(?:\\)\\.\\w+)?,\\s*(?:loadMessages\\()?'${part}'`, 'g');
  const found = [...sources].flatMap(([path, text]) =>
    [...text.matchAll(lazily)].map((match) => normalize(join(dirname(path), match[1] ?? ''))),
  );
  return new Set(found);
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
    const toWrite = needed('screens/composer/composer.tsx').difference(early).difference(late);
    expect(new Set(Object.keys(composer))).toEqual(toWrite);
    const toRead = new Set([...loadedWithWordsOf('reading')].flatMap((root) => [...needed(root)]));
    expect(new Set(Object.keys(reading))).toEqual(toRead.difference(early).difference(late).difference(toWrite));
  });

  it('count in the plural of the language', () => {
    i18n.loadAndActivate({ locale: 'en', messages: english });
    expect(i18n._('home.new', { count: 1 })).toBe('1 new post');
    expect(i18n._('home.new', { count: 12 })).toBe('12 new posts');
    expect(i18n._('settings.undo-seconds', { seconds: 0 })).toBe('Leaves at once');
  });
});

/** Words for insiders, by language; they may stand only where somebody looks for details. */
const machinery: Readonly<Record<string, RegExp>> = {
  en: /\b([Kk]eys?|[Nn]odes?|CID|IPNS|DID|[Pp]eers?|libp2p|WebRTC|[Bb]lockchain)\b/,
  de: /\b([A-Za-zäöü]*[Ss]chlüssel|Knoten|CID|IPNS|DID|[Pp]eer|libp2p|WebRTC|[Bb]lockchain|Token|Hash)\b/,
};
const details = /^(settings\.(account-id|address|key-)|connection\.peer-id|keys\.|settings\.keyboard|details\.|settings\.stun)/;

/** What a translator would leave behind in a hurry: whole words of English, or the wrong form of address. */
const foreign: Readonly<Record<string, RegExp>> = {
  de: /\b(the|and|you|your|with|this|from|cannot|not)\b|[a-zäöüß,] (Sie|Ihr|Ihre|Ihren|Ihrem|Ihnen)\b/,
};
/** Texts that are the same in German: names of others, and what is written alike. */
const alike =
  /^(notice\.seconds|shell\.(name|title)|composer\.text-label|connection\.(details|gateways|offline)|details\.facts|settings\.(details|gateways|link)|\w+\.placeholder|import\.(host-example|part-posts-hint|pause)|lock\.passkeys|picture\.alt|\w+\.passphrase|website\.(cloudflare|github|netlify))$/;

describe.each(Object.keys(catalogues))('the messages in %s', (locale) => {
  const english = { first, shell, composer, screens };
  const parts = ['first', 'shell', 'composer', 'screens'] as const;
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const each = async (part: (typeof parts)[number]): Promise<[id: string, message: unknown][]> =>
    Object.entries((await catalogues[locale]?.[part]()) ?? {});

  // The files, not what becomes of them: a text that is missing is filled with the English one when they are compiled.
  const idsOf = (language: string, part: string): string[] =>
    [...readFileSync(join(import.meta.dirname, language, `${part}.po`), 'utf8').matchAll(/^msgid "(.+)"$/gm)].map(
      (match) => match[1] ?? '',
    );

  it('are complete', () => {
    for (const part of parts) expect(idsOf(locale, part).toSorted()).toEqual(idsOf('en', part).toSorted());
    expect(readdirSync(join(import.meta.dirname, locale)).toSorted()).toEqual([
      'composer.po',
      'first.po',
      'reading.po',
      'screens.po',
      'shell.po',
    ]);
  });

  it('stand in the order of their ids, so that two who add some do not meet', () => {
    for (const part of parts) {
      const ids = idsOf(locale, part);
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1)));
    }
  });

  it('have the same places for values as English', async () => {
    const wrong: string[] = [];
    for (const part of parts) {
      const originals: Record<string, unknown> = english[part];
      for (const [id, message] of await each(part)) {
        if (placeholdersOf(message).join() !== placeholdersOf(originals[id]).join()) wrong.push(id);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('have every plural form of the language and no other', async () => {
    const wrong: string[] = [];
    for (const part of parts) {
      for (const [id, message] of await each(part)) {
        for (const forms of pluralFormsOf(message)) {
          const rules = forms.filter((form) => !/^\d+$/.test(form));
          if (rules.toSorted().join() !== [...categories].toSorted().join()) wrong.push(`${id}: ${rules.join()}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('name no machinery outside of the details, shout at nobody, and begin and end cleanly', async () => {
    const wrong: string[] = [];
    for (const part of parts) {
      for (const [id, message] of await each(part)) {
        const text = textOf(message);
        if (!details.test(id) && machinery[locale]?.test(text) === true) wrong.push(`${id}: machinery`);
        // Forms that bring their own space with them meet in this text.
        const clean = pluralFormsOf(message).length > 0 || (text.trim() === text && !text.includes('  '));
        if (text.includes('!') || !clean) wrong.push(`${id}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are words of this language', async () => {
    const wrong: string[] = [];
    for (const part of parts) {
      const originals: Record<string, unknown> = english[part];
      for (const [id, message] of await each(part)) {
        if (foreign[locale]?.test(textOf(message)) === true) wrong.push(id);
        if (locale !== 'en' && !alike.test(id) && textOf(message) === textOf(originals[id])) wrong.push(id);
      }
    }
    expect(wrong).toEqual([]);
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
