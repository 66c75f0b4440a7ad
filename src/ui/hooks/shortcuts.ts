import type { Interface } from '../app/interface.tsx';
import { paths } from '../app/paths.ts';

const sequenceMs = 1200;
const places: Readonly<Record<string, string>> = {
  h: paths.home,
  c: paths.catchUp,
  n: paths.notifications,
  p: paths.me,
  f: paths.search,
  s: paths.settings,
  b: paths.bookmarks,
  l: paths.lists,
};
const presses: Readonly<Record<string, string>> = { l: 'like', b: 'boost', r: 'reply', o: 'open', d: 'bookmark', q: 'quote' };

/** What each key does. `run` says whether it did anything; `press` presses a button of the post that has the focus. */
export interface Shortcuts {
  run(key: string): boolean;
  press(action: string): boolean;
}

/** `go` goes to a path, `help` shows the keys. */
export function createShortcuts(
  { app, composing, switching }: Pick<Interface, 'app' | 'composing' | 'switching'>,
  go: (path: string) => void,
  help: () => void,
): Shortcuts {
  let goAtMs = 0;
  return {
    press,
    run(key) {
      if (Date.now() - goAtMs < sequenceMs) {
        goAtMs = 0;
        const place = places[key];
        if (key === 'a') switching.set(true);
        else if (place === paths.home && isShown(place)) goToTop();
        else if (place !== undefined) go(place);
        return place !== undefined || key === 'a';
      }
      if (key === 'g') goAtMs = Date.now();
      else if (key === '?') help();
      else if (key === '.') goToTop();
      else if (key === '/') goToSearch(go);
      else if (key === 'L') void app.lock().then((lock) => lock.lock());
      else if (key === 'c') composing.open({ kind: 'new' });
      else if (key === 'j' || key === 'k') moveFocus(key === 'j' ? 1 : -1);
      else if (presses[key] !== undefined) return press(presses[key]);
      else return false;
      return true;
    },
  };
}

const isShown = (path: string): boolean => (location.hash.slice(1) || '/') === path;

/** The newest first: what waits is shown, if anything does. */
export function goToTop(): void {
  const fresh = document.querySelector<HTMLElement>('main [data-top]');
  if (fresh !== null) {
    fresh.click();
    return;
  }
  window.scrollTo(0, 0);
  requestAnimationFrame(() => postElements()[0]?.focus({ preventScroll: true }));
}

/** To the field of the search, which may still have to be loaded. */
function goToSearch(go: (path: string) => void): void {
  if (!isShown(paths.search)) go(paths.search);
  const field = (): HTMLInputElement | null => document.querySelector('main [data-search]');
  let framesLeft = 120;
  const look = (): void => {
    field()?.select();
    if (field() === null && framesLeft-- > 0) requestAnimationFrame(look);
  };
  // After the screen has given the focus to its title.
  requestAnimationFrame(() => requestAnimationFrame(look));
}

const postElements = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main [data-post]')];

function focusedPost(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-post]') ?? null;
}

/** Real focus, so that screen readers follow. Without a focused post it begins with the first one on the screen. */
function moveFocus(step: 1 | -1): void {
  const posts = postElements();
  const now = focusedPost();
  const next = now === null ? posts.find((post) => post.getBoundingClientRect().bottom > 80) : posts[posts.indexOf(now) + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

function press(action: string): boolean {
  const target = focusedPost()?.querySelector<HTMLElement>(`[data-action="${action}"]`);
  target?.click();
  return target !== null && target !== undefined;
}
