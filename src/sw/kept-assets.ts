/**
 * Files of the build that are not stored ahead: of use online only, or once in the life of an account, or for some people only.
 * Whoever has used one has it from then on, without a network too, also in the versions that follow.
 */
const keptOnceUsed: readonly string[] = [
  // Languages other than the one that is in the first script, and names of emoji.
  'language-[a-z]+-[a-z]+',
  'emoji-[a-z]{2}',
  // Readers of servers.
  'feed-page',
  'feed-way',
  'misskey-note',
  'misskey-user',
  'misskey-way',
  'resolve',
  // The way in from a file of another network.
  'archive-desk',
  'archive-runner',
  'files-desk',
  'import',
  'import-runner',
  'stage-rows',
  // Without it envelopes are sealed and opened in the page.
  'age-worker',
  // A second device, the reader of QR codes.
  'join-desk',
  'join-device',
  'pairing-offer',
  'restore-sheet',
  'run-pairing',
  'scanner',
  // Another account instead of a lost one, accounts elsewhere, an address of one's own: all of them ask the network.
  'address-desk',
  'linked',
  'linked-desk',
  'succession',
  'succession-desk',
  // The website as a folder, the check of an account elsewhere.
  'check-account',
  'export-website',
  'website',
  'website-desk',
];

const pattern = new RegExp(`(?:^|/)assets/(${keptOnceUsed.join('|')})-[\\w-]{8}(\\.\\w+)$`);

/** The name of such a file without the hash of its content; undefined for what is stored ahead. */
export function keptName(url: string): string | undefined {
  const match = pattern.exec(url);
  return match === null ? undefined : `${match[1]}${match[2]}`;
}

export interface KeptAssets {
  /** Whether `url` is one of these files, in this version. */
  has(url: string): boolean;
  /** The file, stored when it came from the network. Rejects when it is neither here nor to be had. */
  answer(request: Request | string): Promise<Response>;
  /** Stores those of `urls` that are such files. What cannot be had is left out. */
  keep(urls: readonly string[]): Promise<void>;
  /** Brings into this version what was used in an older one. What cannot be had now comes when it is used. */
  bringAlong(): Promise<void>;
  /** Lets go of the files of older versions. */
  forgetOthers(): Promise<void>;
}

const cacheName = 'pollen-kept';

/** `urls`: every file of this version that is kept once it was used, absolute. */
export function createKeptAssets(
  urls: readonly string[],
  caches: Pick<CacheStorage, 'open'>,
  fetch: (request: Request | string) => Promise<Response>,
): KeptAssets {
  const known = new Set(urls);

  async function answer(request: Request | string): Promise<Response> {
    const url = typeof request === 'string' ? request : request.url;
    const cache = await caches.open(cacheName);
    const kept = await cache.match(url);
    if (kept !== undefined) return kept;
    const response = await fetch(request);
    // No room is no reason to withhold it.
    if (response.ok) await cache.put(url, response.clone()).catch(() => undefined);
    return response;
  }

  async function keep(wanted: readonly string[]): Promise<void> {
    await Promise.allSettled(wanted.filter((url) => known.has(url)).map((url) => answer(url)));
  }

  return {
    has: (url) => known.has(url),
    answer,
    keep,
    async bringAlong() {
      const cache = await caches.open(cacheName);
      const used = new Set((await cache.keys()).map(({ url }) => keptName(url)));
      await keep(urls.filter((url) => used.has(keptName(url))));
    },
    async forgetOthers() {
      const cache = await caches.open(cacheName);
      await Promise.all((await cache.keys()).filter(({ url }) => !known.has(url)).map((old) => cache.delete(old)));
    },
  };
}
