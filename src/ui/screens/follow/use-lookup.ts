import { useEffect, useState } from 'react';
import type { FollowError, PersonView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { useChanges } from '../../hooks/use-changes.ts';

export type Lookup =
  | { readonly status: 'idle' | 'looking' }
  | { readonly status: 'found'; readonly person: PersonView; readonly text: string }
  | { readonly status: 'failed'; readonly error: FollowError | { readonly type: 'unexpected' } };

/** Finds out who an address belongs to, before anything is followed; keeps up while their profile comes in. */
export function useLookup(first: string | undefined): { readonly lookup: Lookup; readonly look: (text: string) => void } {
  const app = useApp();
  const [lookup, setLookup] = useState<Lookup>({ status: 'idle' });

  async function find(text: string, quietly: boolean): Promise<void> {
    if (!quietly) setLookup({ status: 'looking' });
    try {
      const result = await app.lookup(text.trim());
      if (result.ok) setLookup({ status: 'found', person: result.value, text });
      else if (!quietly) setLookup({ status: 'failed', error: result.error });
    } catch {
      if (!quietly) setLookup({ status: 'failed', error: { type: 'unexpected' } });
    }
  }

  useEffect(() => {
    if (first !== undefined && first !== '') void find(first, false);
    // Runs for the address of the page; typing looks things up by itself.
  }, [first]);

  useChanges(['people', 'follows', 'sync'], () => {
    if (lookup.status === 'found') void find(lookup.text, true);
  });

  return { lookup, look: (text) => void find(text, false) };
}
