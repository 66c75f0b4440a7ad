import type { CanonicalId, Did } from '../../../src/protocol/brand.ts';
import { digestMultibase } from '../../../src/protocol/identity/digest.ts';
import type { PersonRecord, PostRecord } from '../../../src/protocol/ports/records.ts';
import type { AccountStore } from '../../../src/protocol/ports/store.ts';

const authors = 200;
const postsAtOnce = 1_000;
const proofValue = `z${'3'.repeat(87)}`;

/**
 * Fills the home timeline through the storage layer with posts of 200 people, a minute apart, the newest now. `withMedia`: every other
 * post has a picture, every eighth has four, every twelfth quotes another.
 */
export async function fillTimeline(
  store: AccountStore,
  posts: number,
  withMedia = false,
  people: readonly Did[] = Array.from({ length: authors }, (_, author) => authorOf(author)),
): Promise<void> {
  const pictures = withMedia ? await storePictures(store) : [];
  const newestMs = Date.now();
  await store.ingest({ ...nothing, people: people.map(personRecord) });
  for (let start = 0; start < posts; start += postsAtOnce) {
    const batch = Array.from({ length: Math.min(postsAtOnce, posts - start) }, (_, offset) =>
      withPictures(postRecord(start + offset, newestMs - (posts - start - offset) * 60_000, people), start + offset, pictures),
    );
    await store.ingest({ ...nothing, posts: batch });
  }
}

/** In a real timeline hardly any comes twice. */
const differentPictures = 600;
const [widthPx, heightPx] = [1200, 800];

async function storePictures(store: AccountStore): Promise<readonly string[]> {
  const digests: string[] = [];
  for (let number = 0; number < differentPictures; number++) {
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (let spot = 0; spot < 400; spot++) {
      context.fillStyle = `hsl(${(number * 37 + spot * 11) % 360} ${40 + (number % 7) * 5}% ${30 + (spot % 50)}%)`;
      context.fillRect((spot * 97) % widthPx, (spot * 61) % heightPx, 140, 90);
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })).arrayBuffer());
    const digest = digestMultibase(bytes);
    await store.putMedia({ digest, mediaType: 'image/jpeg', bytes, own: true });
    digests.push(digest);
  }
  return digests;
}

function withPictures(post: PostRecord, number: number, pictures: readonly string[]): PostRecord {
  if (pictures.length === 0) return post;
  const count = number % 8 === 0 ? 4 : number % 2 === 0 ? 1 : 0;
  const attachment = Array.from({ length: count }, (_, place) => ({
    type: 'Image',
    mediaType: 'image/jpeg',
    digestMultibase: pictures[(number * 7 + place) % pictures.length] ?? '',
    name: `Picture ${place} of post ${number}`,
    width: widthPx,
    height: heightPx,
    blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
  }));
  const quotes = number % 12 === 1 && number > 12 ? idOf(number - 12, authorOf((number - 12) % authors)) : undefined;
  return { ...post, object: { ...post.object, attachment }, ...(quotes !== undefined && { quotes }) };
}

const idOf = (number: number, author: Did): CanonicalId =>
  `ap://${author}/o/aa/b/c/${String(number).padStart(13, '0')}.jsonld` as CanonicalId;

const nothing = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] } as const;
const authorOf = (number: number): Did => `did:key:z6Mk${String(number).padStart(44, 'a')}` as Did;

function personRecord(id: Did, author: number): PersonRecord {
  return {
    id,
    actor: { type: 'Person', preferredUsername: `person${author}` },
    name: `Person ${author}`,
    username: `person${author}`,
    summary: [],
    updatedMs: 1,
    provenance: { type: 'signed' },
  };
}

function postRecord(number: number, atMs: number, people: readonly Did[]): PostRecord {
  const author = people[number % people.length] ?? authorOf(0);
  const id = idOf(number, author);
  const text = `Post number ${number}, about nothing in particular, as long as people write. `.repeat(3);
  const published = `${new Date(atMs).toISOString().slice(0, 19)}Z`;
  return {
    id,
    author,
    atMs,
    updatedMs: atMs,
    home: 1,
    object: {
      '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'],
      id,
      type: 'Note',
      attributedTo: `ap://${author}/actor.jsonld`,
      content: `<p>${text}</p>`,
      published,
      to: ['https://www.w3.org/ns/activitystreams#Public'],
      proof: {
        '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'],
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-jcs-2022',
        proofPurpose: 'assertionMethod',
        verificationMethod: `${author}#key`,
        created: published,
        proofValue,
      },
    },
    content: [{ tag: 'p', children: [text] }],
    provenance: { type: 'signed' },
  };
}

/** The raw cold read: opens the database and gets the newest records of the home index in one request. */
export async function readRaw(databaseName: string, count: number): Promise<{ readonly ms: number; readonly count: number }> {
  const startMs = performance.now();
  const database = await settled<IDBDatabase>(indexedDB.open(databaseName));
  const index = database.transaction('posts').objectStore('posts').index('home');
  const getAll = index.getAll as unknown as (options: { direction: 'prev'; count: number }) => IDBRequest<unknown[]>;
  const found = await settled(getAll.call(index, { direction: 'prev', count }));
  const ms = performance.now() - startMs;
  database.close();
  return { ms, count: found.length };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
