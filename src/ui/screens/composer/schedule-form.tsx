import type { ReactNode } from 'react';
import type { DraftSchedule } from '../../../protocol/ports/records.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { t } from '../../text/translate.ts';
import { localTime } from '../succession/local-time.ts';
import styles from './poll-form.module.css';

const yearMs = 366 * 24 * 3_600_000;

/** When a post goes out, and what happens when the app is closed then. The time is this device's, wherever it is. */
export function ScheduleForm(props: {
  readonly schedule: DraftSchedule;
  readonly onChange: (schedule: DraftSchedule | undefined) => void;
}): ReactNode {
  const { schedule, onChange } = props;
  const nowMs = useNow();
  const isPast = schedule.atMs <= nowMs;
  return (
    <fieldset className={styles.poll}>
      <legend>{t('schedule.title')}</legend>
      <TextField
        type="datetime-local"
        label={t('schedule.when')}
        value={localTime(schedule.atMs)}
        min={localTime(nowMs)}
        max={localTime(nowMs + yearMs)}
        error={isPast ? t('schedule.past') : undefined}
        onChange={(event) => {
          // Empty while a part of it is being typed.
          const atMs = new Date(event.target.value).getTime();
          if (!Number.isNaN(atMs)) onChange({ ...schedule, atMs });
        }}
      />
      <SelectField
        label={t('schedule.if-missed')}
        value={schedule.ifMissed}
        onChange={(event) => onChange({ ...schedule, ifMissed: event.target.value === 'send' ? 'send' : 'ask' })}
      >
        <option value="ask">{t('schedule.ask')}</option>
        <option value="send">{t('schedule.send')}</option>
      </SelectField>
      <p className={styles.hint}>{t('schedule.hint')}</p>
      <div className={styles.row}>
        <Button kind="quiet" onClick={() => onChange(undefined)}>
          {t('schedule.remove')}
        </Button>
      </div>
    </fieldset>
  );
}
