import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { useChanges } from './use-changes.ts';

export type Answer<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly reason: string };

interface Heard<T> {
  readonly question: string;
  readonly round: number;
  readonly answer: Answer<T>;
}

/**
 * Asks once, and again when one of `topics` changes; the last good answer stays while a new one comes, and one that was overtaken
 * is dropped. `question` names what is asked: another question starts from nothing.
 */
export function useAnswer<T>(
  question: string,
  ask: () => Promise<T>,
  topics: readonly string[],
): Answer<T> & { readonly again: () => void } {
  const [heard, setHeard] = useState<Heard<T>>({ question, round: -1, answer: { status: 'loading' } });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((now) => now + 1), []);
  const askNow = useEffectEvent(ask);
  useChanges(topics, again);

  useEffect(() => {
    let left = false;
    function hear(answer: Answer<T>): void {
      if (left) return;
      setHeard((now) => {
        const same = now.question === question;
        if (same && now.round > round) return now;
        return same && answer.status === 'failed' && now.answer.status === 'ready' ? now : { question, round, answer };
      });
    }
    askNow().then(
      (value) => hear({ status: 'ready', value }),
      (error: unknown) => hear({ status: 'failed', reason: String(error) }),
    );
    return () => {
      left = true;
    };
  }, [question, round]);

  return { ...(heard.question === question ? heard.answer : { status: 'loading' as const }), again };
}
