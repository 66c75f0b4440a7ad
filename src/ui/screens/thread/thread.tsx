import { type ReactNode, useEffect, useRef } from 'react';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { ThreadView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { PostCard } from '../../components/post-card.tsx';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { postTopics } from '../../hooks/use-listing.ts';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';
import { Gap } from './gap.tsx';
import { Replies } from './replies.tsx';
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
  const { ancestors, post, replies, missing, isCut } = props.thread;
  const main = useRef<HTMLDivElement>(null);
  const hasAncestors = ancestors.length > 0;

  useEffect(() => {
    // The post that was asked for is what one sees and where one is, not the beginning of a long conversation.
    if (!hasAncestors || document.activeElement?.matches('body, h1') !== true) return;
    main.current?.scrollIntoView({ block: 'start' });
    main.current?.querySelector<HTMLElement>('[data-post]')?.focus({ preventScroll: true });
  }, [hasAncestors]);

  return (
    <>
      {ancestors.map((item) =>
        'gap' in item ? <Gap key={item.gap} text={t('thread.gap')} of={item.gap} /> : <PostCard key={item.key} post={item} />,
      )}
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
      {missing > 0 && <Gap text={t('thread.missing-answers', { count: missing })} of={post.id} />}
      {replies.length === 0 && missing === 0 && <p className={styles.none}>{t('thread.no-replies')}</p>}
      {replies.length > 0 && <Replies replies={replies} />}
      {isCut && <p className={styles.none}>{t('thread.cut')}</p>}
    </>
  );
}
