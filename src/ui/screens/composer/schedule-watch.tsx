import { useEffect } from 'react';
import { scheduleState } from '../../../services/schedule/due-drafts.ts';
import { useInterface } from '../../app/interface.tsx';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { useSentNotice } from './use-sent-notice.ts';

const staysMs = 24 * 60 * 60_000;

/**
 * Tells of posts with a date that have gone out and, when the app is open again, of those that should have while it was closed or
 * asleep; each once. Draws nothing.
 */
export function ScheduleWatch(): null {
  const { app, composing, notices } = useInterface();
  useSentNotice();
  useEffect(() => {
    const told = new Set<string>();
    let left = false;
    /** As it stands now: since it was told of it may have been changed, sent or thrown away. */
    async function open(id: string): Promise<void> {
      const draft = (await app.drafts()).find((one) => one.id === id);
      if (draft === undefined) notices.show(() => t('schedule.gone'));
      else composing.open({ kind: 'draft', draft: { ...draft, schedule: undefined } });
    }
    async function look(): Promise<void> {
      const drafts = await app.drafts();
      const missed = drafts.filter((draft) => scheduleState(draft, Date.now()) === 'missed' && !told.has(draft.id));
      const [draft] = missed.toSorted((a, b) => (a.schedule?.atMs ?? 0) - (b.schedule?.atMs ?? 0));
      if (left || draft?.schedule === undefined) return;
      for (const { id } of missed) told.add(id);
      const { atMs } = draft.schedule;
      notices.show(() => t('schedule.missed', { when: fullTime(atMs, displayLocale()) }), {
        tone: 'trouble',
        untilMs: Date.now() + staysMs,
        action: {
          label: () => t('schedule.look'),
          run: () => void open(draft.id).catch(() => notices.show(() => t('feed.failed-title'), { tone: 'trouble' })),
        },
      });
    }
    const lookAgain = (): void => {
      // What cannot be read now is read when somebody looks again.
      if (document.visibilityState === 'visible') look().catch(() => undefined);
    };
    lookAgain();
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [app, composing, notices]);
  return null;
}
