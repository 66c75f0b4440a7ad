import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import styles from './welcome.module.css';

/** The words are right, but nobody who was asked has the account now. The keys can be had all the same. */
export function NothingFound(props: {
  readonly asked: number;
  readonly answered: number;
  readonly busy: boolean;
  readonly onRestore: () => void;
}): ReactNode {
  const { asked, answered } = props;
  return (
    <div className={styles.nothing} role="alert">
      <p>{asked === 0 ? t('restore.nobody-asked') : t('restore.nothing', { asked, answered })}</p>
      <p>{t('restore.nothing-text')}</p>
      <Button busy={props.busy} onClick={props.onRestore}>
        {t('restore.anyway')}
      </Button>
    </div>
  );
}
