import { type FormEvent, type ReactNode, useState } from 'react';
import { type FilterPlace, filterPlaces, type FilterRecord } from '../../../protocol/ports/filters.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Choices, OneOf } from '../../components/choices.tsx';
import { CheckField, SelectField, TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import { placeName } from './place-name.ts';
import styles from './filters.module.css';

const dayMs = 86_400_000;
const ends = ['never', 'day', 'week', 'month'] as const;
type End = (typeof ends)[number] | 'as-it-was';
const endsMs: Readonly<Record<Exclude<End, 'never' | 'as-it-was'>, number>> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs };

/** Makes a filter, or changes one. */
export function FilterForm(props: { readonly filter?: FilterRecord; readonly onSaved: () => void }): ReactNode {
  const { filter, onSaved } = props;
  const app = useApp();
  const [text, setText] = useState(filter?.text ?? '');
  const [wholeWords, setWholeWords] = useState(filter?.wholeWords ?? true);
  const [places, setPlaces] = useState<readonly FilterPlace[]>(filter?.places ?? filterPlaces);
  const [action, setAction] = useState<FilterRecord['action']>(filter?.action ?? 'fold');
  const [end, setEnd] = useState<End>(filter?.untilMs === undefined ? 'never' : 'as-it-was');
  const [problem, setProblem] = useState<string>();
  const isTag = text.trim().startsWith('#');
  const endNames: Readonly<Record<End, string>> = {
    never: t('filters.never'),
    day: t('mute.day'),
    week: t('mute.week'),
    month: t('filters.month'),
    'as-it-was': t('filters.as-it-was'),
  };

  function untilMs(): number | undefined {
    if (end === 'as-it-was') return filter?.untilMs;
    return end === 'never' ? undefined : Date.now() + endsMs[end];
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (text.trim() === '') return setProblem(t('filters.no-text'));
    if (places.length === 0) return setProblem(t('filters.no-places'));
    const until = untilMs();
    const changed = { text, wholeWords, places, action, ...(until !== undefined && { untilMs: until }) };
    try {
      const { filters } = await app.collections();
      const isSaved = await filters.saveFilter(filter === undefined ? changed : { ...changed, id: filter.id });
      if (isSaved) onSaved();
      else setProblem(t('filters.too-long'));
    } catch {
      setProblem(t('lists.not-saved'));
    }
    return undefined;
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextField
        label={t('filters.text')}
        hint={t('filters.text-hint')}
        value={text}
        error={problem}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      {!isTag && (
        <CheckField
          label={t('filters.whole-words')}
          hint={t('filters.whole-words-hint')}
          checked={wholeWords}
          onChange={(event) => setWholeWords(event.target.checked)}
        />
      )}
      <OneOf
        label={t('filters.action')}
        name="action"
        answers={[
          ['fold', t('filters.fold')],
          ['hide', t('filters.hide')],
        ]}
        chosen={action}
        onChoose={setAction}
      />
      <Choices label={t('filters.where')}>
        {filterPlaces.map((place) => (
          <CheckField
            key={place}
            label={placeName(place)}
            checked={places.includes(place)}
            onChange={(event) =>
              setPlaces(filterPlaces.filter((one) => (one === place ? event.target.checked : places.includes(one))))
            }
          />
        ))}
        <p className={styles.hint}>{t('filters.threads-hint')}</p>
      </Choices>
      <SelectField label={t('filters.ends')} value={end} onChange={(event) => setEnd(event.target.value as End)}>
        {[...(filter?.untilMs === undefined ? [] : (['as-it-was'] as const)), ...ends].map((one) => (
          <option key={one} value={one}>
            {endNames[one]}
          </option>
        ))}
      </SelectField>
      <Button type="submit" kind="main">
        {t('filters.save')}
      </Button>
    </form>
  );
}
