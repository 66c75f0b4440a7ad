/** A page that was made, and its strong entity tag. */
export interface RenderedPage {
  readonly text: string;
  readonly etag: string;
}

export interface RenderedPages {
  /** The page of this address, made anew only when `version` is another than last time. Asked for twice at once, it is made once. */
  get(
    address: string,
    version: string,
    make: () => Promise<RenderedPage | 'gone' | undefined>,
  ): Promise<RenderedPage | 'gone' | undefined>;
}

const maxEntries = 5_000;
/** In UTF-16 units. */
const maxLength = 16 * 2 ** 20;

/** Remembers pages, the least recently used forgotten first. What is not there is not remembered. */
export function createRenderedPages(): RenderedPages {
  const pages = new Map<string, { readonly version: string; readonly page: RenderedPage }>();
  const underWay = new Map<string, Promise<RenderedPage | 'gone' | undefined>>();
  let length = 0;
  const forget = (address: string): void => {
    length -= pages.get(address)?.page.text.length ?? 0;
    pages.delete(address);
  };
  const remember = (address: string, version: string, page: RenderedPage): void => {
    forget(address);
    pages.set(address, { version, page });
    length += page.text.length;
    for (const old of pages.keys()) {
      if (pages.size <= maxEntries && length <= maxLength) break;
      forget(old);
    }
  };

  return {
    async get(address, version, make) {
      const known = pages.get(address);
      if (known?.version === version) {
        remember(address, version, known.page);
        return known.page;
      }
      const key = `${version} ${address}`;
      const running = underWay.get(key);
      if (running !== undefined) return running;
      const making = make().finally(() => underWay.delete(key));
      underWay.set(key, making);
      const page = await making;
      if (page !== undefined && page !== 'gone') remember(address, version, page);
      return page;
    },
  };
}
