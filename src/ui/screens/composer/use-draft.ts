import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { type Interface, useInterface } from '../../app/interface.tsx';
import type { ComposeIntent } from '../../app/composing.ts';
import { firstDraft, isEmptyDraft, savedDraftFor } from './drafts.ts';

const saveAfterMs = 400;

export interface DraftInHand {
  readonly draft: DraftRecord;
  /** Other drafts were kept from before. */
  readonly hasOthers: boolean;
  change(part: Partial<DraftRecord> | ((now: DraftRecord) => Partial<DraftRecord>)): void;
  /** Takes another draft in hand; what was there is kept. */
  replace(draft: DraftRecord): void;
  /** Stores what is there now; an empty draft is forgotten instead. */
  keep(): Promise<void>;
  discard(): Promise<void>;
  /** Stores what is there and lets nothing be stored any more: what is being posted must not come back as a draft. */
  seal(): Promise<void>;
  /** It was not posted after all. */
  unseal(): void;
}

/** The text in the composer, stored as it is written: closing, reloading or crashing loses at most the last half second. */
export function useDraft(intent: ComposeIntent): DraftInHand {
  const { app } = useInterface();
  const [draft, setDraft] = useState<DraftRecord>(() => firstDraft(intent, app.settings.get().postLanguage, Date.now()));
  const [hasOthers, setHasOthers] = useState(false);
  const now = useRef(draft);
  const touched = useRef(intent.kind === 'edit' || intent.kind === 'draft');
  const over = useRef(false);

  const take = useCallback((next: DraftRecord) => {
    now.current = next;
    setDraft(next);
  }, []);

  const keep = useCallback(() => (over.current ? Promise.resolve() : store(app, now.current)), [app]);

  useEffect(() => {
    let left = false;
    void app.drafts().then((saved) => {
      if (left) return;
      const known = savedDraftFor(intent, saved);
      if (!touched.current && known !== undefined) take(known);
      setHasOthers(saved.some(({ id }) => id !== now.current.id));
    });
    return () => {
      left = true;
    };
  }, [app, intent, take]);

  useEffect(() => {
    if (!touched.current) return undefined;
    const timer = setTimeout(() => {
      if (!over.current) void store(app, draft);
    }, saveAfterMs);
    return () => clearTimeout(timer);
  }, [app, draft]);

  useEffect(() => {
    const onHide = (): void => {
      if (touched.current) void keep();
    };
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', onHide);
    const stop = app.beforeLock(async () => {
      if (touched.current) await keep();
    });
    return () => {
      stop();
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', onHide);
    };
  }, [app, keep]);

  return {
    draft,
    hasOthers,
    keep,
    change(part) {
      touched.current = true;
      take({ ...now.current, ...(typeof part === 'function' ? part(now.current) : part) });
    },
    replace(next) {
      void store(app, now.current);
      touched.current = true;
      take(next);
    },
    async discard() {
      over.current = true;
      await app.discardDraft(now.current.id);
    },
    async seal() {
      // A full disk is for posting to complain about.
      if (touched.current) await keep().catch(() => undefined);
      over.current = true;
    },
    unseal() {
      over.current = false;
    },
  };
}

async function store(app: Interface['app'], draft: DraftRecord): Promise<void> {
  if (isEmptyDraft(draft)) await app.discardDraft(draft.id);
  else await app.saveDraft({ ...draft, savedAtMs: Date.now() });
}
