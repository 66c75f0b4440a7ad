import { type FormEvent, type ReactNode, useState } from 'react';
import { useApp, useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';
import { originErrorText } from './website-words.ts';
import styles from './website.module.css';

/** A domain of one's own, or none. */
export function OwnAddress(props: { readonly origin: string | undefined; readonly onChange: () => void }): ReactNode {
  const { origin, onChange } = props;
  const app = useApp();
  const { notices } = useInterface();
  const [text, setText] = useState('');
  const [changing, setChanging] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function set(wanted: string | undefined): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const result = await (await app.website()).setOrigin(wanted);
      if (!result.ok) return setError(originErrorText(result.error));
      setText('');
      setChanging(false);
      onChange();
      notices.show(() => t(wanted === undefined ? 'website.address-removed' : 'website.address-set'));
    } catch {
      setError(t('website.unexpected'));
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void set(text);
  }

  return (
    <>
      {origin === undefined && !changing && <p className={styles.none}>{t('website.no-address')}</p>}
      {origin !== undefined && (
        <p className={styles.address}>
          <bdi>{hostOf(origin)}</bdi>
        </p>
      )}
      {origin !== undefined && !changing ? (
        <ButtonRow>
          <Button onClick={() => setChanging(true)}>{t('website.change-address')}</Button>
          <Button kind="quiet" onClick={() => setLeaving(true)}>
            {t('website.remove-address')}
          </Button>
        </ButtonRow>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <TextField
            label={t('website.address')}
            hint={t('website.address-hint')}
            error={error}
            placeholder={'https://example.org'}
            value={text}
            inputMode="url"
            autoComplete="url"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            onChange={(event) => {
              setText(event.target.value);
              setError(undefined);
            }}
          />
          <ButtonRow>
            <Button type="submit" icon="globe" busy={busy || text.trim() === ''}>
              {busy ? t('website.setting-address') : t('website.set-address')}
            </Button>
            {changing && <Button onClick={() => setChanging(false)}>{t('action.cancel')}</Button>}
          </ButtonRow>
        </form>
      )}
      {leaving && (
        <ConfirmDialog
          title={t('website.remove-title')}
          text={t('website.remove-text')}
          confirm={t('website.remove-address')}
          onClose={() => setLeaving(false)}
          onConfirm={() => {
            setLeaving(false);
            void set(undefined);
          }}
        />
      )}
    </>
  );
}
