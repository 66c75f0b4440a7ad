import { type ReactNode, useEffect, useRef } from 'react';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { ThreadView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { PostCard } from '../../components/post-card.tsx';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { postTopics } from '../../hooks/use-listing.ts';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';
import styles from './thread.module.css';

/** A post with what it answers and what was answered. */
export function Thread(props: { readonly id: ObjectId }): ReactNode {
  const { id } = props;
  const app = useApp();
  const thread = useAnswer(id, () => app.thread(id), postTopics);
  return (
    <Screen title={t('thread.title')} back>
      {thread.status === 'loading' && <PostSkeleton count={3} />}
      {thread.status === 'failed' && (
        <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={thread.again} />
      )}
      {thread.status === 'ready' && thread.value === undefined && (
        <EmptyState icon="seedling" title={t('thread.missing-title')} text={t('thread.missing-text')} />
      )}
      {thread.status === 'ready' && thread.value !== undefined && <KnownThread thread={thread.value} />}
    </Screen>
  );
}

function KnownThread(props: { readonly thread: ThreadView }): ReactNode {
  const { ancestors, post, replies } = props.thread;
  const main = useRef<HTMLDivElement>(null);
  const hasAncestors = ancestors.length > 0;

  useEffect(() => {
    // The post that was asked for is what one sees, not the beginning of a long conversation.
    if (hasAncestors) main.current?.scrollIntoView({ block: 'start' });
  }, [hasAncestors]);

  return (
    <>
      {ancestors.map((item) => ('gap' in item ? <Gap key={item.gap} /> : <PostCard key={item.key} post={item} />))}
      <div className={styles.main} ref={main}>
        <PostCard post={post} main />
        {post.originalUrl?.startsWith('https://') === true && (
          <p className={styles.original}>
            <a href={post.originalUrl} target="_blank" rel="noopener noreferrer">
              {t('post.open-original', { host: hostOf(post.originalUrl) })}
            </a>
          </p>
        )}
      </div>
      <h2 className="visually-hidden">{t('thread.replies', { count: replies.length })}</h2>
      {replies.length === 0 ? (
        <p className={styles.none}>{t('thread.no-replies')}</p>
      ) : (
        <ol className={styles.replies}>
          {replies.map(({ depth, post: reply }) => (
            <li
              key={reply.key}
              className={depth <= 1 ? styles.first : undefined}
              style={{ '--depth': depth - 1 }}
              aria-label={depth > 1 ? t('thread.depth', { depth }) : undefined}
            >
              <PostCard post={reply} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Honest about what is not there: it may come when somebody who has it is met. */
function Gap(): ReactNode {
  return (
    <p className={styles.gap}>
      <Icon name="more" size={20} />
      {t('thread.gap')}
    </p>
  );
}
