import type { ReactNode } from 'react';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './empty-state.module.css';

/** What a list shows when it is empty: why, and what to do about it. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={styles.state}>
      <span className={styles.mark}>
        <Icon name={props.icon} size={30} />
      </span>
      <h2>{props.title}</h2>
      <p className={styles.text}>{props.text}</p>
      {props.children !== undefined && <div className={styles.actions}>{props.children}</div>}
    </div>
  );
}

/** What happened, what is lost (nothing, mostly), what to do. */
export function ErrorState(props: {
  readonly title: string;
  readonly text: string;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={styles.state} role="alert">
      <span className={`${styles.mark} ${styles.trouble}`}>
        <Icon name="warning" size={30} />
      </span>
      <h2>{props.title}</h2>
      <p className={styles.text}>{props.text}</p>
      <div className={styles.actions}>
        {props.onRetry !== undefined && <Button onClick={props.onRetry}>{t('state.retry')}</Button>}
        {props.children}
      </div>
    </div>
  );
}
