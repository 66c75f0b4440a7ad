import type { ReactNode } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { useApp } from '../../app/interface.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { excerpt } from '../../text/graphemes.ts';
import { t } from '../../text/translate.ts';
import styles from './composer.module.css';

/** Drafts kept from before, except the one in hand. */
export function OtherDrafts(props: { readonly current: string; readonly onOpen: (draft: DraftRecord) => void }): ReactNode {
  const app = useApp();
  const answer = useAnswer('drafts', () => app.drafts(), ['drafts']);
  const drafts = answer.status === 'ready' ? answer.value.filter((draft) => draft.id !== props.current) : [];
  if (drafts.length === 0) return null;
  return (
    <details className={styles.drafts}>
      <summary>{t('composer.drafts', { count: drafts.length })}</summary>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <button type="button" dir="auto" onClick={() => props.onOpen(draft)}>
              {excerpt(draft.text, 80) || t('composer.draft-pictures')}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
