/** Lends object URLs for pictures by digest, one per picture however often it is shown; revoked a while after the last use. */
export interface ObjectUrls {
  /** Undefined when nobody has the picture now; asking again later tries again. */
  borrow(digest: string, load: () => Promise<Blob | undefined>): Promise<string | undefined>;
  giveBack(digest: string): void;
  /** What is lent or kept now, without waiting. */
  known(digest: string): string | undefined;
}

interface Entry {
  readonly url: Promise<string | undefined>;
  made?: string;
  users: number;
  timer?: ReturnType<typeof setTimeout>;
}

export function createObjectUrls(keepMs = 30_000): ObjectUrls {
  const entries = new Map<string, Entry>();

  async function make(digest: string, load: () => Promise<Blob | undefined>): Promise<string | undefined> {
    const blob = await load().catch(() => undefined);
    if (blob !== undefined) return URL.createObjectURL(blob);
    entries.delete(digest);
    return undefined;
  }

  function forget(digest: string, entry: Entry): void {
    if (entries.get(digest) === entry) entries.delete(digest);
    void entry.url.then((url) => {
      if (url !== undefined) URL.revokeObjectURL(url);
    });
  }

  return {
    borrow(digest, load) {
      const known = entries.get(digest);
      const entry = known ?? { url: make(digest, load), users: 0 };
      if (known === undefined) {
        entries.set(digest, entry);
        void entry.url.then((url) => url !== undefined && (entry.made = url));
      }
      clearTimeout(entry.timer);
      entry.users += 1;
      return entry.url;
    },
    giveBack(digest) {
      const entry = entries.get(digest);
      if (entry === undefined) return;
      entry.users -= 1;
      if (entry.users === 0) entry.timer = setTimeout(() => forget(digest, entry), keepMs);
    },
    known: (digest) => entries.get(digest)?.made,
  };
}
