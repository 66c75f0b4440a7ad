/** Lends object URLs for pictures by digest, one per picture however often it is shown; revoked a while after the last use. */
export interface ObjectUrls {
  /** Undefined when nobody has the picture now; asking again later tries again. */
  borrow(digest: string, load: () => Promise<string | undefined>): Promise<string | undefined>;
  giveBack(digest: string): void;
  /** The browser holds this picture as long as its URL is lent or kept: whoever shows it again does not wait for it to be read. */
  hold(digest: string): void;
  /** What is lent or kept now, without waiting. */
  known(digest: string): string | undefined;
}

interface Entry {
  readonly url: Promise<string | undefined>;
  made?: string;
  image?: HTMLImageElement;
  users: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** Each is a whole file in memory. */
const mostKept = 60;

export function createObjectUrls(keepMs = 30_000): ObjectUrls {
  const entries = new Map<string, Entry>();
  /** Not shown now, that which was given back first before the others. */
  const kept = new Map<string, Entry>();

  async function make(digest: string, load: () => Promise<string | undefined>): Promise<string | undefined> {
    const url = await load().catch(() => undefined);
    if (url === undefined) entries.delete(digest);
    return url;
  }

  function forget(digest: string, entry: Entry): void {
    clearTimeout(entry.timer);
    kept.delete(digest);
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
      kept.delete(digest);
      entry.users += 1;
      return entry.url;
    },
    giveBack(digest) {
      const entry = entries.get(digest);
      if (entry === undefined) return;
      entry.users -= 1;
      if (entry.users > 0) return;
      entry.timer = setTimeout(() => forget(digest, entry), keepMs);
      kept.set(digest, entry);
      const [first] = kept;
      if (kept.size > mostKept && first !== undefined) forget(...first);
    },
    hold(digest) {
      const entry = entries.get(digest);
      if (entry?.made === undefined || entry.image !== undefined) return;
      entry.image = new Image();
      entry.image.src = entry.made;
    },
    known: (digest) => entries.get(digest)?.made,
  };
}
