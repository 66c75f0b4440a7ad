import type { Did, ObjectId } from '../../../src/protocol/brand.ts';
import type { PersonRecord, PostRecord } from '../../../src/protocol/ports/records.ts';
import type { AccountStore } from '../../../src/protocol/ports/store.ts';
import { createIndexer } from '../../../src/services/search/indexer.ts';
import { corpus } from '../support/corpus.ts';

const authors = 400;
const vocabulary = 60_000;
const wordsInPost = 32;
const postsAtOnce = 1_000;
const syllables =
  'ba be bi bo da de di do fa fe ga go ha he ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve wa we za zo'.split(
    ' ',
  );

/** Numbers that look random and are the same every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The word of this rank: frequent ones are short, as in languages. */
export function wordOf(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length] ?? '';
  return word;
}

/** As in what people write, the word of rank n is about 1/n as frequent as the first. */
const rankedWord = (random: () => number): string => wordOf(Math.floor(vocabulary ** random()) - 1);

const authorOf = (number: number): Did => `did:key:z6Mk${String(number).padStart(44, 'a')}` as Did;

/** Fills the database with posts of 400 people: four of five in invented words, the fifth from the corpus of seventeen languages. */
export async function fillForSearch(store: AccountStore, posts: number): Promise<void> {
  const random = randomFrom(7);
  const newestMs = Date.now();
  const people = Array.from({ length: authors }, (_, number): PersonRecord => ({
    id: authorOf(number),
    actor: { type: 'Person' },
    name: `${wordOf(number * 7)} ${wordOf(number * 13)}`,
    username: `${wordOf(number * 7)}${number}`,
    summary: [],
    updatedMs: 1,
    provenance: { type: 'signed' },
  }));
  await store.ingest({ ...nothing, people });
  for (let start = 0; start < posts; start += postsAtOnce) {
    const batch = Array.from({ length: Math.min(postsAtOnce, posts - start) }, (_, offset) => {
      const number = start + offset;
      return postOf(number, newestMs - (posts - number) * 60_000, textOf(number, random), random);
    });
    await store.ingest({ ...nothing, posts: batch });
  }
}

const nothing = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] } as const;

function textOf(number: number, random: () => number): string {
  if (number % 5 === 4) return `${corpus[Math.floor(number / 5) % corpus.length]?.[1] ?? ''} ${rankedWord(random)} ${number}`;
  const words = Array.from({ length: wordsInPost }, () => rankedWord(random));
  return `${words.join(' ')}${number % 10 === 0 ? ` #${wordOf(Math.floor(200 * random()))}` : ''}`;
}

function postOf(number: number, atMs: number, text: string, random: () => number): PostRecord {
  const author = authorOf(Math.floor(authors ** random()) - 1);
  const id = `ap://${author}/o/3m/b/c/${String(number).padStart(13, '0')}.jsonld` as ObjectId;
  const picture = { type: 'Image', mediaType: 'image/webp', digestMultibase: `zQm${number}`, name: '' };
  return {
    id,
    author,
    atMs,
    updatedMs: atMs,
    home: 1,
    object: {
      id,
      type: 'Note',
      attributedTo: `ap://${author}/actor.jsonld`,
      content: `<p>${text}</p>`,
      to: ['https://www.w3.org/ns/activitystreams#Public'],
      ...(number % 4 === 0 && { attachment: [picture] }),
    },
    content: [{ tag: 'p', children: [text] }],
    provenance: { type: 'signed' },
  };
}

/** Writes the whole index without waiting for idle moments; ms. */
export async function buildSearchIndex(store: AccountStore): Promise<number> {
  const startMs = performance.now();
  const indexer = createIndexer({ store, breathe: async () => undefined, newSeed: () => 7 });
  await indexer.run(new AbortController().signal);
  return performance.now() - startMs;
}

/** What people type, letter by letter, into a search that answers at every letter; and what they narrow it by. */
export function searchQueries(): readonly string[] {
  const random = randomFrom(11);
  const queries: string[] = [];
  for (let round = 0; round < 12; round++) {
    const [one, two] = [rankedWord(random), rankedWord(random)];
    const typed = `${one} ${two}`;
    for (let length = 1; length <= typed.length; length++) if (typed[length - 1] !== ' ') queries.push(typed.slice(0, length));
  }
  queries.push('swift', 'radieschen', 'железо', 'сегодня', '花', '今日', 'vélo grand-mère', 'schnecken garten', 'tower -church');
  queries.push(
    '"church tower"',
    '"vieux vélo"',
    'has:picture swift',
    'has:picture',
    'from:ba',
    'from:me',
    `after:${new Date().getFullYear()}`,
  );
  queries.push(`#${wordOf(3)}`, '#b', 'is:answer', 'nothing-like-this', 'has:picture from:da ma');
  return queries;
}
