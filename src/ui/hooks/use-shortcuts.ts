import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useInterface } from '../app/interface.tsx';
import { paths } from '../app/paths.ts';
import { useLive } from './use-live.ts';

const sequenceMs = 1200;
const places: Readonly<Record<string, string>> = {
  h: paths.home,
  n: paths.notifications,
  p: paths.me,
  f: paths.follow,
  s: paths.settings,
  b: paths.bookmarks,
  l: paths.lists,
};
const presses: Readonly<Record<string, string>> = { l: 'like', b: 'boost', r: 'reply', o: 'open', d: 'bookmark' };

/** Single keys, as people know them from other clients. None while typing, in a dialog or menu, with a modifier, or when turned off. */
export function useShortcuts(): { readonly helping: boolean; readonly closeHelp: () => void } {
  const { app, composing, preferences } = useInterface();
  const on = useLive(preferences.shortcuts);
  const [, navigate] = useLocation();
  const [helping, setHelping] = useState(false);

  useEffect(() => {
    if (!on) return undefined;
    let goAtMs = 0;

    function run(key: string): boolean {
      if (Date.now() - goAtMs < sequenceMs) {
        goAtMs = 0;
        const place = places[key];
        if (place !== undefined) navigate(place);
        return place !== undefined;
      }
      if (key === 'g') goAtMs = Date.now();
      else if (key === '?') setHelping(true);
      else if (key === 'L') void app.lock().then((lock) => lock.lock());
      else if (key === 'c') composing.open({ kind: 'new' });
      else if (key === 'j' || key === 'k') moveFocus(key === 'j' ? 1 : -1);
      else if (presses[key] !== undefined) return press(presses[key]);
      else return false;
      return true;
    }

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isBusy(event.target)) return;
      const opens = event.key === 'Enter' && event.target instanceof HTMLElement && event.target.dataset['post'] !== undefined;
      if (opens ? press('open') : run(event.key)) event.preventDefault();
    }

    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [on, navigate, app, composing]);

  return { helping, closeHelp: () => setHelping(false) };
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null ||
    document.querySelector('dialog[open]') !== null
  );
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
