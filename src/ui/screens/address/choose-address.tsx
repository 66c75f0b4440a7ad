import { type FormEvent, type ReactNode, useState } from 'react';
import type { AddressDesk } from '../../../services/readable/address-desk.ts';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import { saveFile } from '../backup/save-file.ts';
import styles from './address.module.css';
import { answerText, hostOfAddress } from './address-words.ts';

/** From the wish to the file, to the domain's word. */
export function ChooseAddress(props: { readonly desk: AddressDesk; readonly onUsed: () => void }): ReactNode {
  const { desk, onUsed } = props;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const file = desk.file(text);

  async function use(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (file === undefined) return setError(t('address.not-an-address'));
    setBusy(true);
    setError(undefined);
    try {
      const used = await desk.use(text);
      if (!used.ok) return setError(answerText(used.error, file.address));
      setText('');
      onUsed();
    } catch {
      setError(t('address.unexpected'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void use(event)}>
      <TextField
        label={t('address.wanted')}
        placeholder={t('address.placeholder')}
        value={text}
        error={error}
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      {file !== undefined && (
        <>
          <ol className={styles.steps}>
            <li>
              {t('address.step-file')} <code className={styles.code}>{file.url}</code>
            </li>
            <li>{t('address.step-open', { header: 'Access-Control-Allow-Origin: *' })}</li>
            <li>{t('address.step-use', { host: hostOfAddress(file.address) })}</li>
          </ol>
          <pre className={styles.file}>{file.text}</pre>
        </>
      )}
      <ButtonRow>
        <Button
          icon="copy"
          busy={file === undefined}
          onClick={() => file && saveFile(new Blob([file.text], { type: 'application/jrd+json' }), 'webfinger')}
        >
          {t('address.save-file')}
        </Button>
        <Button type="submit" kind="main" busy={busy || file === undefined}>
          {busy ? t('address.looking') : t('address.use')}
        </Button>
      </ButtonRow>
    </form>
  );
}
