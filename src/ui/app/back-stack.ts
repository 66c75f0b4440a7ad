/** What lies over the page, the topmost last, and the entry of the browser's history that stands for it. */
export interface BackStack {
  /** Something lies over the page now: going back is `close`, and the page below stays. Returns what is called when it is gone. */
  cover(close: () => void): () => void;
}

/** Kept in the state of entries. Both have the same address, so going between them moves no page. */
interface Mark {
  /** This entry stands for what lies over the page. */
  readonly over?: string | undefined;
  /** The entry of this name stands, or stood, over this one. */
  readonly under?: string | undefined;
}

/**
 * One entry more while anything is open. It stays when that was closed in another way: leaving it by the program would come in the way of
 * whatever goes to another place meanwhile. The next thing that opens uses it, and going back passes it by.
 */
export function createBackStack(page: Pick<Window, 'history' | 'addEventListener'>): BackStack {
  const { history } = page;
  const covers: (() => void)[] = [];
  const mark = (): Mark => Object(history.state) as Mark;
  let here = mark().over;

  function hold(): void {
    if (covers.length === 0 || mark().over !== undefined) return;
    const over = crypto.randomUUID();
    try {
      history.replaceState({ ...mark(), under: over }, '');
      history.pushState({ ...mark(), over, under: undefined }, '');
      here = over;
    } catch {
      // Safari refuses more than a hundred in half a minute.
    }
  }

  page.addEventListener('popstate', () => {
    const left = here;
    here = mark().over;
    if (left === undefined || mark().under !== left) return;
    const close = covers.at(-1);
    if (close === undefined) history.back();
    else {
      close();
      // What is still open, or has opened, has an entry again; after it has been drawn.
      setTimeout(hold);
    }
  });

  page.addEventListener('hashchange', () => {
    here = mark().over;
    setTimeout(hold);
  });

  return {
    cover(close) {
      covers.push(close);
      hold();
      return () => void covers.splice(covers.indexOf(close), 1);
    },
  };
}

export const backStack = createBackStack(window);
