import { type FormEvent, type ReactNode, useState } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { plainName } from '../text/plain-name.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { ButtonRow } from './button-row.tsx';
import { OneOf } from './choices.tsx';
import { Dialog } from './dialog.tsx';
import { CheckField } from './field.tsx';
import styles from './mute-dialog.module.css';

const hourMs = 3_600_000;
const lengths = ['hour', 'day', 'week', 'always'] as const;
type Length = (typeof lengths)[number];
const lengthsMs: Readonly<Record<Exclude<Length, 'always'>, number>> = { hour: hourMs, day: 24 * hourMs, week: 168 * hourMs };

const endOf = (length: Length): { readonly untilMs?: number } =>
  length === 'always' ? {} : { untilMs: Date.now() + lengthsMs[length] };

/** For how long somebody is muted, and whether what they answer still rings. */
export function MuteDialog(props: { readonly person: PersonView; readonly onClose: () => void }): ReactNode {
  const { person, onClose } = props;
  const { app, notices } = useInterface();
  const [length, setLength] = useState<Length>('always');
  const [quiet, setQuiet] = useState(true);
  const name = plainName(person);
  const words: Readonly<Record<Length, string>> = {
    hour: t('mute.hour'),
    day: t('mute.day'),
    week: t('mute.week'),
    always: t('mute.always'),
  };

  async function mute(event: FormEvent): Promise<void> {
    event.preventDefault();
    onClose();
    try {
      await app.setMute(person.id, true, {
        ...endOf(length),
        ...(!quiet && { hidesNotifications: false }),
      });
      notices.show(() => t('person.muted', { name }), {
        action: { label: () => t('delivery.undo'), run: () => void app.setMute(person.id, false) },
      });
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  return (
    <Dialog title={t('person.mute', { name })} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void mute(event)}>
        <p className={styles.text}>{t('mute.text', { name })}</p>
        <OneOf
          label={t('mute.length')}
          name="length"
          answers={lengths.map((one) => [one, words[one]])}
          chosen={length}
          onChoose={setLength}
        />
        <CheckField label={t('mute.notifications')} checked={quiet} onChange={(event) => setQuiet(event.target.checked)} />
        <ButtonRow end>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" kind="main">
            {t('mute.do')}
          </Button>
        </ButtonRow>
      </form>
    </Dialog>
  );
}
