import { type ReactNode, useEffect, useState } from 'react';
import type { LinkedAccount, LinkedDesk } from '../../../services/linked/linked-desk.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import { linkStateText } from './linked-words.ts';
import styles from './linked.module.css';

/** One account elsewhere, and whether it names this one too. */
export function LinkedItem(props: {
  readonly desk: LinkedDesk;
  readonly account: LinkedAccount;
  readonly onChange: () => void;
}): ReactNode {
  const { desk, account, onChange } = props;
  const { notices } = useInterface();
  const [checked, setChecked] = useState<LinkedAccount['state']>();
  const state = checked ?? account.state;

  async function check(): Promise<void> {
    setChecked('looking');
    try {
      setChecked((await desk.check(account.id)).state);
    } catch {
      setChecked('unreachable');
    }
  }

  const isNew = account.state === 'looking';
  useEffect(() => {
    if (!isNew) return undefined;
    let left = false;
    const show = (found: LinkedAccount['state']): void => {
      if (!left) setChecked(found);
    };
    desk.check(account.id).then(
      (found) => show(found.state),
      () => show('unreachable'),
    );
    return () => {
      left = true;
    };
  }, [desk, account.id, isNew]);

  async function remove(): Promise<void> {
    try {
      await desk.remove(account.id);
      onChange();
    } catch {
      notices.show(() => t('linked.not-removed'), { tone: 'trouble' });
    }
  }

  return (
    <li className={styles.item}>
      <span className={styles.words}>
        <a href={account.url} target="_blank" rel="noopener noreferrer">
          <bdi>{account.label}</bdi>
        </a>
        <span className={`${styles.state} ${state === 'both-ways' ? styles.good : ''}`} role="status">
          {state === 'both-ways' && <Icon name="check" size={18} />}
          {linkStateText(state)}
        </span>
      </span>
      <span className={styles.buttons}>
        <Button
          busy={state === 'looking'}
          aria-label={t('linked.check-label', { name: account.label })}
          onClick={() => void check()}
        >
          {t('linked.check')}
        </Button>
        <IconButton icon="close" label={t('settings.remove', { item: account.label })} onClick={() => void remove()} />
      </span>
    </li>
  );
}
