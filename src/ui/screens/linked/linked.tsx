import { type FormEvent, type ReactNode, useState } from 'react';
import type { LinkedDesk } from '../../../services/linked/linked-desk.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { TextField } from '../../components/field.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useCopy } from '../../hooks/use-copy.ts';
import { useDesk } from '../../hooks/use-desk.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { t } from '../../text/translate.ts';
import { LinkedItem } from './linked-item.tsx';
import { addErrorText } from './linked-words.ts';
import styles from './linked.module.css';

/** Accounts elsewhere that are one's own: both sides name each other, and nobody has to believe one side alone. */
export function Linked(): ReactNode {
  const app = useApp();
  const desk = useDesk('linked', () => app.linked());
  return (
    <Screen title={t('linked.title')} back>
      <p className={styles.lead}>{t('linked.lead')}</p>
      {desk.status === 'failed' && <ErrorState title={t('linked.failed')} text={t('feed.failed-text')} onRetry={desk.again} />}
      {desk.status === 'loading' && <p className={styles.lead}>{t('state.loading')}</p>}
      {desk.status === 'ready' && <Accounts desk={desk.value} />}
      <Section title={t('linked.move-title')} lead={t('linked.move-text')}>
        <p className={styles.text}>{t('linked.move-instead')}</p>
        <ol className={styles.steps}>
          <li>{t('linked.move-follow')}</li>
          <li>{t('linked.move-tell')}</li>
          <li>{t('linked.move-keep')}</li>
          <li>{t('linked.move-link')}</li>
        </ol>
      </Section>
    </Screen>
  );
}

function Accounts(props: { readonly desk: LinkedDesk }): ReactNode {
  const { desk } = props;
  const copy = useCopy();
  const area = useKeepFocus();
  const accounts = useAnswer('linked accounts', () => desk.accounts(), ['profile']);
  const list = accounts.status === 'ready' ? accounts.value : [];
  return (
    <div ref={area}>
      <Section title={t('linked.accounts')} lead={t('linked.accounts-text')}>
        {list.length > 0 && (
          <ul className={styles.list}>
            {list.map((account) => (
              <LinkedItem key={account.id} desk={desk} account={account} onChange={accounts.again} />
            ))}
          </ul>
        )}
        {accounts.status === 'ready' && list.length === 0 && <p className={styles.text}>{t('linked.none')}</p>}
        <AddAccount desk={desk} onAdded={accounts.again} />
      </Section>
      <Section title={t('linked.back-title')} lead={t('linked.back-text')}>
        <p className={styles.back}>{desk.backLink}</p>
        <div>
          <Button icon="copy" onClick={() => void copy(desk.backLink)}>
            {t('linked.copy')}
          </Button>
        </div>
        <ol className={styles.steps}>
          <li>{t('linked.back-profile')}</li>
          <li>{t('linked.back-row')}</li>
          <li>{t('linked.back-check')}</li>
        </ol>
      </Section>
    </div>
  );
}

function AddAccount(props: { readonly desk: LinkedDesk; readonly onAdded: () => void }): ReactNode {
  const { desk, onAdded } = props;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const result = await desk.add(text.trim());
      if (result.ok) {
        setText('');
        onAdded();
      } else setError(addErrorText(result.error));
    } catch {
      setError(t('follow.unexpected'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void add(event)}>
      <TextField
        label={t('linked.address')}
        placeholder={t('linked.placeholder')}
        value={text}
        error={error}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={busy || text.trim() === ''}>
        {busy ? t('follow.looking') : t('linked.add')}
      </Button>
    </form>
  );
}
