import { useState } from 'react';
import type { ComposeError } from '../../services/app-api.ts';
import type { Result } from '../../protocol/result.ts';
import { useInterface } from '../app/interface.tsx';
import { loadErrorText } from '../text/load-error-text.ts';

export interface Reaction {
  readonly on: boolean;
  readonly count: number;
  readonly toggle: () => void;
}

/** A like or boost that shows at once and goes back, with a word, when it could not be kept. */
export function useReaction(
  on: boolean,
  count: number,
  set: (on: boolean) => Promise<Result<void, ComposeError>>,
  words: { readonly on: string; readonly off: string },
): Reaction {
  const { notices } = useInterface();
  const [wish, setWish] = useState<{ readonly on: boolean; readonly against: boolean }>();
  // The wish holds until what is stored has changed from what it was wished against.
  const shown = wish !== undefined && wish.against === on ? wish.on : on;

  async function toggle(): Promise<void> {
    const next = !shown;
    setWish({ on: next, against: on });
    const result = await set(next);
    if (result.ok) {
      notices.say(next ? words.on : words.off);
      return;
    }
    setWish(undefined);
    notices.show(await loadErrorText(result.error), { tone: 'trouble' });
  }

  return { on: shown, count: Math.max(0, count + Number(shown) - Number(on)), toggle: () => void toggle() };
}
