import { act } from 'react';
import { vi } from 'vitest';
import type { CanonicalId } from '../../../protocol/brand.ts';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import type { PollenApp } from '../../../services/app-api.ts';
import type { ComposeIntent } from '../../app/composing.ts';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { Composer } from './composer.tsx';

export const written: DraftRecord = {
  id: 'kept',
  text: 'kept words',
  warning: '',
  language: 'en',
  audience: 'public',
  attachments: [],
  savedAtMs: 1,
};

export interface Opened extends Drawn {
  readonly posted: DraftRecord[];
  readonly drafts: Map<string, DraftRecord>;
  field(name: string | RegExp): HTMLInputElement;
  type(name: string | RegExp, text: string): Promise<void>;
  key(target: Element, key: string, more?: KeyboardEventInit): Promise<void>;
}

/** The composer over the sample app; what is posted and stored is noted down. */
export async function open(
  intent: ComposeIntent,
  saved: readonly DraftRecord[] = [],
  changes: Partial<PollenApp> = {},
): Promise<Opened> {
  const posted: DraftRecord[] = [];
  const drafts = new Map(saved.map((draft) => [draft.id, draft]));
  const drawn = await draw(<Composer intent={intent} />, {
    drafts: async () => [...drafts.values()],
    saveDraft: async (draft) => void drafts.set(draft.id, draft),
    discardDraft: async (id) => void drafts.delete(id),
    post: async (draft) => {
      posted.push(draft);
      return { ok: true, value: { id: 'ap://x' as CanonicalId, undoUntilMs: Date.now() + 5000 } };
    },
    ...changes,
  });
  const field = (name: string | RegExp): HTMLInputElement => {
    const isMeant = (text: string | null | undefined): boolean =>
      typeof name === 'string' ? text === name : name.test(text ?? '');
    const found = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].find(
      (one) => isMeant(one.getAttribute('aria-label')) || isMeant(one.labels?.[0]?.textContent),
    );
    if (found === undefined) throw new Error(`no field ${String(name)} in ${drawn.element.textContent}`);
    return found;
  };
  return {
    ...drawn,
    posted,
    drafts,
    field,
    async type(name, text) {
      const element = field(name);
      const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value') ?? {};
      await act(async () => {
        element.focus();
        set?.call(element, text);
        if (element.tagName !== 'SELECT') element.setSelectionRange?.(text.length, text.length);
        element.dispatchEvent(new Event(element.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
      });
    },
    key: (target, key, more) =>
      act(async () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))),
  };
}

export const eventually = (expectation: () => void): Promise<void> =>
  vi.waitFor(
    async () => {
      await act(async () => undefined);
      expectation();
    },
    // Parts of it are loaded when they are wanted.
    { timeout: 10_000 },
  );
