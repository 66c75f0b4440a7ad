import { useCallback, useEffect, useState } from 'react';
import { useChanges } from './use-changes.ts';

export type Answer<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly reason: string };

/**
 * Asks once, and again when one of `topics` changes; the last good answer stays while a new one comes. `question` names what is
 * asked: another question starts from nothing.
 */
export function useAnswer<T>(
  question: string,
  ask: () => Promise<T>,
  topics: readonly string[],
): Answer<T> & { readonly again: () => void } {
  const [state, setState] = useState<{ readonly question: string; readonly answer: Answer<T> }>({
    question,
    answer: { status: 'loading' },
  });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((now) => now + 1), []);
  useChanges(topics, again);

  useEffect(() => {
    let left = false;
    ask().then(
      (value) => left || setState({ question, answer: { status: 'ready', value } }),
      (error: unknown) =>
        left ||
        setState((now) =>
          now.question === question && now.answer.status === 'ready'
            ? now
            : { question, answer: { status: 'failed', reason: String(error) } },
        ),
    );
    return () => {
      left = true;
    };
    // `ask` is a closure over `question`: the name stands for it.
  }, [question, round]);

  return { ...(state.question === question ? state.answer : { status: 'loading' as const }), again };
}
