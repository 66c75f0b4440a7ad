import { useEffect, useState } from 'react';
import type { FollowError, PersonView, PollenApp } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { useChanges } from '../../hooks/use-changes.ts';

export type Lookup =
  | { readonly status: 'idle' | 'looking' }
  | { readonly status: 'found'; readonly person: PersonView; readonly text: string }
  | { readonly status: 'failed'; readonly error: FollowError | { readonly type: 'unexpected' } };

/** Finds out who an address belongs to, before anything is followed; keeps up while their profile comes in. */
export function useLookup(first: string | undefined): { readonly lookup: Lookup; readonly look: (text: string) => void } {
  const app = useApp();
  const [lookup, setLookup] = useState<Lookup>({ status: first === undefined ? 'idle' : 'looking' });

  useEffect(() => {
    if (first === undefined) return undefined;
    let left = false;
    void find(app, first).then((found) => {
      if (!left) setLookup(found);
    });
    return () => {
      left = true;
    };
  }, [app, first]);

  useChanges(['people', 'follows', 'sync', 'remote'], () => {
    if (lookup.status !== 'found') return;
    const { text, person } = lookup;
    // Somebody on a server is on this device now: nobody is asked again. A link to a Pollen account holds hints that only it has.
    if (person.remote !== undefined) void app.person(person.id).then((now) => setLookup({ status: 'found', person: now, text }));
    else void find(app, text).then((found) => found.status === 'found' && setLookup(found));
  });

  function look(text: string): void {
    setLookup({ status: 'looking' });
    void find(app, text).then(setLookup);
  }

  return { lookup, look };
}

async function find(app: PollenApp, text: string): Promise<Lookup> {
  try {
    const result = await app.lookup(text.trim());
    return result.ok ? { status: 'found', person: result.value, text } : { status: 'failed', error: result.error };
  } catch {
    return { status: 'failed', error: { type: 'unexpected' } };
  }
}
