import { useEffect, useState } from 'react';
import { isDid } from '../../app/ids.ts';
import { useApp } from '../../app/interface.tsx';
import type { PersonView } from '../../../services/app-api.ts';

export type Reading = 'no' | 'reading' | 'unreachable';

/** Somebody looked at but not followed is read once, so that there is something to see. */
export function useReadAccount(person: PersonView): Reading {
  const app = useApp();
  const [reading, setReading] = useState<Reading>('no');
  const { id, me, followed } = person;
  useEffect(() => {
    if (me || followed || !isDid(id)) return undefined;
    let left = false;
    setReading('reading');
    app.refresh(id).then(
      (result) => left || setReading(result.ok ? 'no' : 'unreachable'),
      () => left || setReading('unreachable'),
    );
    return () => {
      left = true;
    };
  }, [app, id, me, followed]);
  return reading;
}
