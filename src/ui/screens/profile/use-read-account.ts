import { useEffect, useState } from 'react';
import { isDid } from '../../app/ids.ts';
import { useApp } from '../../app/interface.tsx';
import type { PersonView } from '../../../services/app-api.ts';

export type Reading = 'no' | 'reading' | 'unreachable';

/** Somebody looked at but not followed is read once, so that there is something to see. */
export function useReadAccount(person: PersonView): Reading {
  const app = useApp();
  const [done, setDone] = useState<{ readonly id: string; readonly ok: boolean }>();
  const { id, me, followed } = person;
  const did = !me && !followed && isDid(id) ? id : undefined;
  useEffect(() => {
    if (did === undefined) return undefined;
    let left = false;
    const finish = (ok: boolean): void => {
      if (!left) setDone({ id: did, ok });
    };
    app.refresh(did).then(
      (result) => finish(result.ok),
      () => finish(false),
    );
    return () => {
      left = true;
    };
  }, [app, did]);
  if (did === undefined) return 'no';
  if (done?.id !== did) return 'reading';
  return done.ok ? 'no' : 'unreachable';
}
