import { type ReactNode, useState } from 'react';
import type { ThreadView } from '../../../services/app-api.ts';
import { Icon } from '../../components/icon.tsx';
import { PostCard } from '../../components/post-card.tsx';
import { t } from '../../text/translate.ts';
import { type Row, shownRows } from './branches.ts';
import { Gap } from './gap.tsx';
import styles from './thread.module.css';

/** Branches closed and opened by hand, by post, until the page is closed. */
const byHand = new Map<string, boolean>();

/** Answers and answers to them, each branch of which can be closed. */
export function Replies(props: { readonly replies: ThreadView['replies'] }): ReactNode {
  const { replies } = props;
  const [closed, setClosed] = useState<ReadonlyMap<string, boolean>>(byHand);

  function toggle({ post, isClosed }: Row): void {
    byHand.set(post.id, !isClosed);
    setClosed(new Map(byHand));
  }

  return (
    <ol className={styles.replies}>
      {shownRows(replies, closed).map((row) => (
        <li
          key={row.post.key}
          className={row.depth <= 1 ? styles.first : undefined}
          style={{ '--depth': row.depth - 1 }}
          aria-label={row.depth > 1 ? t('thread.depth', { depth: row.depth }) : undefined}
        >
          <PostCard post={row.post} />
          {row.below > 0 && (
            <button type="button" className={styles.branch} aria-expanded={!row.isClosed} onClick={() => toggle(row)}>
              <Icon name="fold" size={18} />
              {row.isClosed ? t('thread.open-branch', { count: row.below }) : t('thread.close-branch')}
            </button>
          )}
          {row.missing > 0 && !row.isClosed && (
            <Gap text={t('thread.missing-answers', { count: row.missing })} of={row.post.id} />
          )}
        </li>
      ))}
    </ol>
  );
}
