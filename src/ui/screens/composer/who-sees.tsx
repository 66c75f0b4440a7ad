import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import styles from './composer.module.css';

/** Before somebody answers a post of a server: whether anybody there will see it. */
export function WhoSees(props: { readonly host: string }): ReactNode {
  const { host } = props;
  const app = useApp();
  const isRead = useAnswer(`read by ${host}`, () => app.isReadBy(host), ['remote']);
  const seen = isRead.status === 'ready' && isRead.value;
  return <p className={styles.whoSees}>{seen ? t('composer.server-sees', { host }) : t('composer.who-sees', { host })}</p>;
}
