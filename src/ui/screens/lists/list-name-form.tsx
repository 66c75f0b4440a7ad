import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import styles from './lists.module.css';

const longest = 100;

/** The name of a list, new or changed. */
export function ListNameForm(props: {
  readonly title?: string;
  readonly action: string;
  readonly onSave: (title: string) => Promise<void>;
}): ReactNode {
  const { title = '', action, onSave } = props;
  const [text, setText] = useState(title);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const wanted = text.trim();

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailed(false);
    try {
      await onSave(wanted);
      if (title === '') setText('');
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextField
        label={t('lists.name')}
        value={text}
        maxLength={longest}
        required
        dir="auto"
        error={failed ? t('lists.not-saved') : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={busy || wanted === '' || wanted === title}>
        {action}
      </Button>
    </form>
  );
}
