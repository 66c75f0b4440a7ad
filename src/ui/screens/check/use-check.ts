import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { CheckedPlace } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';

export interface Check {
  /** In the order in which they were begun. */
  readonly places: readonly CheckedPlace[];
  readonly busy: boolean;
  readonly failed: boolean;
  again(): void;
}

interface Round {
  readonly round: number;
  readonly places: readonly CheckedPlace[];
  readonly stage: 'busy' | 'done' | 'failed';
}

const beginning = (round: number): Round => ({ round, places: [], stage: 'busy' });
const keyOf = ({ kind, origin }: CheckedPlace): string => `${kind} ${origin ?? ''}`;

function withPlace(places: readonly CheckedPlace[], place: CheckedPlace): readonly CheckedPlace[] {
  const isKnown = places.some((one) => keyOf(one) === keyOf(place));
  return isKnown ? places.map((one) => (keyOf(one) === keyOf(place) ? place : one)) : [...places, place];
}

/** Checks the own account on arrival and again when asked; leaving ends it. */
export function useCheck(): Check {
  const app = useApp();
  const [round, setRound] = useState(0);
  const [heard, setHeard] = useState<Round>(beginning(0));
  const check = useEffectEvent((signal: AbortSignal, hear: (place: CheckedPlace) => void) =>
    app.checkAccount({ signal, onPlace: hear }),
  );

  useEffect(() => {
    const stop = new AbortController();
    const change = (next: (now: Round) => Round): void => {
      if (!stop.signal.aborted) setHeard((now) => next(now.round === round ? now : beginning(round)));
    };
    check(stop.signal, (place) => change((now) => ({ ...now, places: withPlace(now.places, place) }))).then(
      () => change((now) => ({ ...now, stage: 'done' })),
      () => change((now) => ({ ...now, stage: 'failed' })),
    );
    return () => stop.abort();
  }, [round]);

  const again = useCallback(() => setRound((now) => now + 1), []);
  const { places, stage } = heard.round === round ? heard : beginning(round);
  return { places, busy: stage === 'busy', failed: stage === 'failed', again };
}
