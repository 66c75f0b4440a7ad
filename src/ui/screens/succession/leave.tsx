import { type ReactNode, useState } from 'react';
import type { SuccessionDesk } from '../../../services/succession/succession-api.ts';
import { useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { DownloadWebsite } from '../website/download-website.tsx';
import styles from './succession.module.css';

/** The end of the account: a copy of the posts first, then the name typed, and asked once more. */
export function CloseAccount(props: { readonly desk: SuccessionDesk; readonly onDone: () => void }): ReactNode {
  const { desk, onDone } = props;
  const { profile } = useMe();
  const [name, setName] = useState('');
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string>();

  async function close(): Promise<void> {
    setAsking(false);
    const closed = await desk.close(name).catch(() => undefined);
    if (closed?.ok === true) return onDone();
    const isName = closed?.error.type === 'wrong-name';
    setError(isName ? t('leave.wrong-name') : t('succession.unexpected'));
  }

  return (
    <Section title={t('leave.close')} lead={t('leave.close-text')}>
      <ol className={styles.steps}>
        <li>{t('leave.step-hidden')}</li>
        <li>{t('leave.step-copies')}</li>
        <li>{t('leave.step-here')}</li>
      </ol>
      <p className={styles.text}>{t('leave.copy-first')}</p>
      <DownloadWebsite label={t('leave.download')} />
      <TextField
        label={t('leave.type-name', { name: profile.username })}
        value={name}
        error={error}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <ButtonRow>
        <Button kind="danger" busy={name.trim() === ''} onClick={() => setAsking(true)}>
          {t('leave.do-close')}
        </Button>
      </ButtonRow>
      {asking && (
        <ConfirmDialog
          title={t('leave.close')}
          text={t('leave.close-sure')}
          confirm={t('leave.do-close')}
          onConfirm={() => void close()}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
