import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DraftPoll } from '../../../protocol/ports/records.ts';
import { pollLimits } from '../../../protocol/activity-streams/poll.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { CheckField, SelectField } from '../../components/field.tsx';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './poll-form.module.css';

const hour = 60;
const day = 24 * hour;
const durations = [30, hour, 6 * hour, 12 * hour, day, 3 * day, 7 * day, 14 * day, 30 * day];

/** What is asked: answers, how many of them, how long. Empty answers are left out. */
export function PollForm(props: {
  readonly poll: DraftPoll;
  readonly onChange: (poll: DraftPoll) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { poll, onChange, onRemove } = props;
  const list = useRef<HTMLOListElement>(null);
  // Just added, and not of a draft that was opened.
  const [isNew] = useState(() => poll.options.every((option) => option === ''));
  const setOption = (place: number, text: string): void => onChange({ ...poll, options: poll.options.with(place, text) });

  function add(): void {
    if (poll.options.length >= pollLimits.optionsWritten) return;
    onChange({ ...poll, options: [...poll.options, ''] });
    requestAnimationFrame(() => focusOption(poll.options.length));
  }

  function remove(place: number): void {
    onChange({ ...poll, options: poll.options.toSpliced(place, 1) });
    requestAnimationFrame(() => focusOption(Math.max(0, place - 1)));
  }

  function focusOption(place: number): void {
    list.current?.querySelectorAll('input')[place]?.focus();
  }

  useEffect(() => {
    if (isNew) list.current?.querySelector('input')?.focus();
  }, [isNew, list]);

  return (
    <fieldset className={styles.poll}>
      <legend>{t('poll.title')}</legend>
      <ol ref={list}>
        {poll.options.map((option, place) => (
          // Answers have no name of their own: their place is what they are.
          <li key={`answer ${place}`}>
            <input
              className={styles.option}
              aria-label={t('poll.option', { number: place + 1 })}
              placeholder={t('poll.option', { number: place + 1 })}
              value={option}
              maxLength={pollLimits.titleWritten}
              dir="auto"
              onChange={(event) => setOption(place, event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                if (place + 1 < poll.options.length) focusOption(place + 1);
                else add();
              }}
            />
            {poll.options.length > 2 && (
              <IconButton icon="close" label={t('poll.remove-option', { number: place + 1 })} onClick={() => remove(place)} />
            )}
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        {poll.options.length < pollLimits.optionsWritten && (
          <Button kind="quiet" onClick={add}>
            {t('poll.add-option')}
          </Button>
        )}
        <Button kind="quiet" onClick={onRemove}>
          {t('poll.remove')}
        </Button>
      </div>
      <CheckField
        label={t('poll.multiple')}
        checked={poll.isMultiple}
        onChange={(event) => onChange({ ...poll, isMultiple: event.target.checked })}
      />
      <SelectField
        label={t('poll.duration')}
        value={poll.minutes}
        onChange={(event) => onChange({ ...poll, minutes: Number(event.target.value) })}
      >
        {[...new Set([...durations, poll.minutes])]
          .toSorted((a, b) => a - b)
          .map((minutes) => (
            <option key={minutes} value={minutes}>
              {durationText(minutes)}
            </option>
          ))}
      </SelectField>
      <p className={styles.hint}>{t('poll.who-sees')}</p>
    </fieldset>
  );
}

function durationText(minutes: number): string {
  const [value, unit] =
    minutes % day === 0 ? [minutes / day, 'day'] : minutes % hour === 0 ? [minutes / hour, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(displayLocale(), { style: 'unit', unit: String(unit), unitDisplay: 'long' }).format(Number(value));
}
