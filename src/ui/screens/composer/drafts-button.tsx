import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { ComposerIcon } from './composer-icon.tsx';
import styles from './composer.module.css';

/** To the other drafts, when there are any. */
export function DraftsButton(props: { readonly current: string; readonly onOpen: () => void }): ReactNode {
  const app = useApp();
  const answer = useAnswer('drafts', () => app.drafts(), ['drafts']);
  const count = answer.status === 'ready' ? answer.value.filter(({ id }) => id !== props.current).length : 0;
  if (count === 0) return null;
  return (
    <button type="button" className={styles.draftsButton} onClick={props.onOpen}>
      <ComposerIcon name="drafts" size={20} />
      {t('composer.drafts', { count })}
    </button>
  );
}
