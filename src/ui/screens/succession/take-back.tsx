import { type FormEvent, type ReactNode, useState } from 'react';
import type { SuccessionDesk } from '../../../services/succession/succession-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { CheckField, SelectField, TextField } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { WordsField } from '../backup/words-field.tsx';
import { errorText } from './error-text.ts';
import { localTime } from './local-time.ts';
import styles from './succession.module.css';

type Case = 'stolen' | 'lost';
type Way = 'passphrase' | 'words';

/** From what happened to the new key. Nothing is done before the last button. */
export function TakeBack(props: { readonly desk: SuccessionDesk; readonly needsNoPassphrase: boolean }): ReactNode {
  const { desk, needsNoPassphrase } = props;
  const app = useApp();
  const [what, setWhat] = useState<Case>('stolen');
  const [since, setSince] = useState(() => localTime(Date.now()));
  const [way, setWay] = useState<Way>('passphrase');
  const [secret, setSecret] = useState('');
  const [understood, setUnderstood] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const endMs = what === 'stolen' ? new Date(since).getTime() : undefined;
  const mayGoOn = understood && (needsNoPassphrase || secret !== '') && !Number.isNaN(endMs ?? 0);

  async function takeBack(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const taken = await desk.takeBack(way === 'words' ? { words: secret } : { passphrase: secret }, endMs);
      if (taken.ok) {
        // The app begins anew in all tabs, with the account that goes on.
        history.replaceState(history.state, '', '#/');
        await (await app.accounts()).open(taken.value);
        return;
      }
      setError(errorText(taken.error));
    } catch {
      setError(t('succession.unexpected'));
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void takeBack(event)}>
      <Section title={t('succession.what')}>
        <SelectField label={t('succession.case')} value={what} onChange={(event) => setWhat(event.target.value as Case)}>
          <option value="stolen">{t('succession.stolen')}</option>
          <option value="lost">{t('succession.lost')}</option>
        </SelectField>
        {what === 'stolen' && (
          <TextField
            label={t('succession.since')}
            hint={t('succession.since-hint')}
            type="datetime-local"
            value={since}
            required
            onChange={(event) => setSince(event.target.value)}
          />
        )}
      </Section>
      <Section title={t('succession.then')}>
        <ol className={styles.steps}>
          <li>{t('succession.step-new')}</li>
          <li>{t('succession.step-carried')}</li>
          <li>{t('succession.step-told')}</li>
          <li>{what === 'stolen' ? t('succession.step-dropped') : t('succession.step-kept')}</li>
          <li>{t('succession.step-limits')}</li>
        </ol>
      </Section>
      <Section title={t('succession.open')} {...(needsNoPassphrase && { lead: t('succession.no-passphrase') })}>
        {!needsNoPassphrase && (
          <>
            <SelectField
              label={t('succession.way')}
              value={way}
              onChange={(event) => {
                setWay(event.target.value as Way);
                setSecret('');
                setError(undefined);
              }}
            >
              <option value="passphrase">{t('succession.by-passphrase')}</option>
              <option value="words">{t('succession.by-words')}</option>
            </SelectField>
            {way === 'passphrase' ? (
              <TextField
                label={t('backup.passphrase')}
                type="password"
                autoComplete="current-password"
                value={secret}
                error={error}
                onChange={(event) => setSecret(event.target.value)}
              />
            ) : (
              <WordsField value={secret} error={error} onChange={setSecret} />
            )}
          </>
        )}
        {needsNoPassphrase && error !== undefined && <p role="alert">{error}</p>}
        <CheckField
          label={t('succession.understood')}
          checked={understood}
          onChange={(event) => setUnderstood(event.target.checked)}
        />
        <Button type="submit" kind="main" busy={busy || !mayGoOn}>
          {busy ? t('succession.busy') : t('succession.take-back')}
        </Button>
      </Section>
    </form>
  );
}
