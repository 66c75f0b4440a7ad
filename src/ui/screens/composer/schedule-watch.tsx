import { useEffect } from 'react';
import { scheduleState } from '../../../services/schedule/due-drafts.ts';
import { useInterface } from '../../app/interface.tsx';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';

const staysMs = 24 * 60 * 60_000;

/** Tells, once the app is open, of posts that should have gone out while it was closed; draws nothing. */
export function ScheduleWatch(): null {
  const { app, composing, notices } = useInterface();
  useEffect(() => {
    let left = false;
    void app.drafts().then((drafts) => {
      const missed = drafts.filter((draft) => scheduleState(draft, Date.now()) === 'missed');
      const [draft] = missed.toSorted((a, b) => (a.schedule?.atMs ?? 0) - (b.schedule?.atMs ?? 0));
      if (left || draft?.schedule === undefined) return;
      notices.show(t('schedule.missed', { when: fullTime(draft.schedule.atMs, displayLocale()) }), {
        tone: 'trouble',
        untilMs: Date.now() + staysMs,
        action: {
          label: t('schedule.look'),
          run: () => composing.open({ kind: 'draft', draft: { ...draft, schedule: undefined } }),
        },
      });
    });
    return () => {
      left = true;
    };
  }, [app, composing, notices]);
  return null;
}
