import type { Network } from '../../protocol/ports/network.ts';
import type { LetterTaker } from './letter-service.ts';

/** Who is told of letters; outlives the peer-to-peer part, which comes and goes. */
export interface LetterListeners {
  readonly take: LetterTaker;
  readonly onLetter: Network['onLetter'];
}

/** A letter is taken when one of the listeners takes it; without any, it is refused. */
export function createLetterListeners(): LetterListeners {
  const listeners = new Set<LetterTaker>();
  return {
    async take(recipient, activity) {
      const answers = await Promise.all([...listeners].map((listener) => listener(recipient, activity)));
      return answers.includes(true);
    },
    onLetter(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
