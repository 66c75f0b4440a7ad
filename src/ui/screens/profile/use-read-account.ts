import { useEffect, useState } from 'react';
import { isDid } from '../../app/ids.ts';
import { useApp } from '../../app/interface.tsx';
import type { PersonView } from '../../../services/app-api.ts';

export type Reading = 'no' | 'reading' | 'unreachable';

/** Somebody looked at but not followed is read once, so that there is something to see; people on servers at each visit. */
export function useReadAccount(person: PersonView): Reading {
  const app = useApp();
  const [done, setDone] = useState<{ readonly id: string; readonly ok: boolean }>();
  const { id, me, followed, hasEnded } = person;
  const canRead = isDid(id) ? !followed && hasEnded !== true : person.remote !== undefined;
  const wanted = !me && canRead ? id : undefined;
  useEffect(() => {
    if (wanted === undefined) return undefined;
    let left = false;
    const finish = (ok: boolean): void => {
      if (!left) setDone({ id: wanted, ok });
    };
    app.refresh(wanted).then(
      (result) => finish(result.ok),
      () => finish(false),
    );
    return () => {
      left = true;
    };
  }, [app, wanted]);
  if (wanted === undefined) return 'no';
  if (done?.id !== wanted) return 'reading';
  return done.ok ? 'no' : 'unreachable';
}
