import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { type Interface, useInterface } from '../../app/interface.tsx';
import type { ComposeIntent } from '../../app/composing.ts';
import { claimDraft } from './draft-claim.ts';
import { firstDraft, isEmptyDraft, isHeldBack, savedDraftsFor } from './drafts.ts';

const saveAfterMs = 400;

export interface DraftInHand {
  readonly draft: DraftRecord;
  change(part: Partial<DraftRecord> | ((now: DraftRecord) => Partial<DraftRecord>)): void;
  /** Takes another draft in hand; what was there is kept. False when another tab has it. */
  replace(draft: DraftRecord): Promise<boolean>;
  /** Stores what is there now, without a date that has passed; an empty draft is forgotten instead. */
  keep(): Promise<void>;
  discard(): Promise<void>;
  /** Stores what is there and lets nothing be stored any more: what is being posted must not come back as a draft. */
  seal(): Promise<void>;
  /** It was not posted after all; `rest` is what is left of it. */
  unseal(rest?: DraftRecord): void;
}

/**
 * The text in the composer, stored as it is written: closing, reloading or crashing loses at most the last half second. Each draft is
 * in hand in one tab only; `onTaken` is called when the one that was asked for is open in another, `onNotStored` once, when what is written
 * can no longer be stored.
 */
export function useDraft(
  intent: ComposeIntent,
  { onTaken, onNotStored }: { readonly onTaken: () => void; readonly onNotStored: (failure: unknown) => void },
): DraftInHand {
  const { app } = useInterface();
  const [draft, setDraft] = useState<DraftRecord>(() => firstDraft(intent, app.settings.get().postLanguage, Date.now()));
  const now = useRef(draft);
  const touched = useRef(intent.kind === 'edit' || intent.kind === 'draft');
  const over = useRef(false);
  const gone = useRef(false);
  /** Claims and releases come one after the other, or a composer would find its own draft taken. */
  const turn = useRef(Promise.resolve());
  const letGo = useRef<() => void>(undefined);
  const isTold = useRef(false);
  const taken = useEffectEvent(onTaken);
  const notStored = useEffectEvent((failure: unknown) => {
    if (!isTold.current) onNotStored(failure);
    isTold.current = true;
  });

  const take = useCallback((next: DraftRecord) => {
    now.current = next;
    setDraft(next);
  }, []);

  /** Makes a draft this tab's own, in the place of the one before. */
  const claim = useCallback(async (id: string): Promise<boolean> => {
    const release = await claimDraft(id);
    if (release === undefined) return false;
    if (gone.current) release();
    else {
      letGo.current?.();
      letGo.current = release;
    }
    return true;
  }, []);

  const keep = useCallback(() => (over.current ? Promise.resolve() : store(app, now.current)), [app]);

  useEffect(() => {
    let left = false;
    async function begin(): Promise<void> {
      if (left) return;
      gone.current = false;
      if (!(await claim(now.current.id))) {
        if (!left) taken();
        return;
      }
      for (const known of savedDraftsFor(intent, await app.drafts())) {
        if (touched.current || left) return;
        if (!(await claim(known.id))) continue;
        // Written on meanwhile: then what was written stays, and the other one waits in the list.
        if (touched.current) await claim(now.current.id);
        else take(known);
        return;
      }
    }
    turn.current = turn.current.then(begin).catch(() => undefined);
    return () => {
      left = true;
      gone.current = true;
      const release = (): void => {
        letGo.current?.();
        letGo.current = undefined;
      };
      release();
      turn.current = turn.current.then(release);
    };
  }, [app, intent, take, claim]);

  useEffect(() => {
    if (!touched.current) return undefined;
    const timer = setTimeout(() => {
      // Another one has been stored since when it was kept: without a date that has passed, which must not come back.
      if (!over.current && draft === now.current) store(app, draft).catch(notStored);
    }, saveAfterMs);
    return () => clearTimeout(timer);
  }, [app, draft]);

  useEffect(() => {
    const onHide = (): void => {
      if (touched.current) keep().catch(notStored);
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
    async keep() {
      now.current = withoutPassedDate(now.current);
      await keep();
    },
    change(part) {
      touched.current = true;
      take({ ...now.current, ...(typeof part === 'function' ? part(now.current) : part) });
    },
    async replace(next) {
      if (!(await claim(next.id))) return false;
      if (touched.current) void store(app, withoutPassedDate(now.current));
      touched.current = true;
      take(next);
      return true;
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
    unseal(rest) {
      over.current = false;
      if (rest !== undefined) take(rest);
    },
  };
}

const withoutPassedDate = (draft: DraftRecord): DraftRecord => (isHeldBack(draft) ? { ...draft, schedule: undefined } : draft);

async function store(app: Interface['app'], draft: DraftRecord): Promise<void> {
  if (isEmptyDraft(draft)) await app.discardDraft(draft.id);
  else await app.saveDraft({ ...draft, savedAtMs: Date.now() });
}
