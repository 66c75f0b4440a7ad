import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { loadOnce } from '../../protocol/load-once.ts';
import { useInterface } from '../app/interface.tsx';
import type { Shortcuts } from './shortcuts.ts';
import { useLive } from './use-live.ts';

/** Single keys, as people know them from other clients. None while typing, in a dialog or menu, with a modifier, or when turned off. */
export function useShortcuts(): { readonly helping: boolean; readonly closeHelp: () => void } {
  const { app, composing, switching, preferences } = useInterface();
  const on = useLive(preferences.shortcuts);
  const [, navigate] = useLocation();
  const [helping, setHelping] = useState(false);

  useEffect(() => {
    if (!on) return undefined;
    let shortcuts: Shortcuts | undefined;
    // What the keys do loads with the first of them; keys before it has come wait for it, in their order.
    const load = loadOnce(async () => {
      const { createShortcuts } = await import('./shortcuts.ts');
      shortcuts = createShortcuts({ app, composing, switching }, navigate, () => setHelping(true));
      return shortcuts;
    });

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const isModified = event.ctrlKey || event.metaKey;
      // What many apps open their search with; the browser's own answer to it would be the address bar.
      const seeks = isModified && !event.shiftKey && event.key === 'k' && document.querySelector('dialog[open]') === null;
      if (seeks) event.preventDefault();
      else if (isModified || isBusy(event.target)) return;
      const opens = event.key === 'Enter' && event.target instanceof HTMLElement && event.target.dataset['post'] !== undefined;
      const act = (keys: Shortcuts): boolean => (opens ? keys.press('open') : keys.run(seeks ? '/' : event.key));
      if (shortcuts === undefined) void load().then(act, () => undefined);
      else if (act(shortcuts)) event.preventDefault();
    }

    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [on, navigate, app, composing, switching]);

  return { helping, closeHelp: () => setHelping(false) };
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null ||
    document.querySelector('dialog[open]') !== null
  );
}
