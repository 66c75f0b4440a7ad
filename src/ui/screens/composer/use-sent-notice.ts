import { useEffect, useEffectEvent, useRef } from 'react';
import { useLocation } from 'wouter';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { scheduleState } from '../../../services/schedule/due-drafts.ts';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { useChanges } from '../../hooks/use-changes.ts';
import { t } from '../../text/translate.ts';

/** Says that a post with a date has gone out: a draft whose time has come, and which is gone without having been opened here. */
export function useSentNotice(): void {
  const { app, composing, notices } = useInterface();
  const [, navigate] = useLocation();
  const waiting = useRef<readonly DraftRecord[]>([]);
  const opened = useRef(new Set<string>());

  async function look(): Promise<void> {
    const drafts = await app.drafts();
    const there = new Set(drafts.map(({ id }) => id));
    const sent = waiting.current.filter(
      (draft) => !there.has(draft.id) && !opened.current.has(draft.id) && scheduleState(draft, Date.now()) === 'due',
    );
    waiting.current = drafts.filter(({ schedule }) => schedule !== undefined);
    if (sent.length === 0) return;
    notices.show(() => t('schedule.sent', { count: sent.length }), {
      action: { label: () => t('schedule.look'), run: () => navigate(paths.me) },
    });
  }
  // What cannot be read now is read at the next change.
  const lookNow = useEffectEvent(() => void look().catch(() => undefined));
  useChanges(['drafts'], () => void look().catch(() => undefined));
  useEffect(() => {
    lookNow();
    return composing.intent.subscribe(() => {
      const intent = composing.intent.get();
      if (intent?.kind === 'draft') opened.current.add(intent.draft.id);
    });
  }, [composing]);
}
