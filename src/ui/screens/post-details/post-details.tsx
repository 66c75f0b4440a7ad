import type { ReactNode } from 'react';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { PostView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { type Fact, Facts } from '../../components/facts.tsx';
import { PostCard } from '../../components/post-card.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { postTopics } from '../../hooks/use-listing.ts';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { DeliveryStory } from './delivery-story.tsx';

/** Where a post is and who says so, as far as this device knows. */
export function PostDetails(props: { readonly id: ObjectId }): ReactNode {
  const { id } = props;
  const app = useApp();
  const thread = useAnswer(id, () => app.thread(id), postTopics);
  return (
    <Screen title={t('details.title')} back>
      {thread.status === 'loading' && <PostSkeleton count={1} />}
      {thread.status === 'failed' && (
        <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={thread.again} />
      )}
      {thread.status === 'ready' && thread.value === undefined && (
        <EmptyState icon="seedling" title={t('thread.missing-title')} text={t('thread.missing-text')} />
      )}
      {thread.status === 'ready' && thread.value !== undefined && <Known post={thread.value.post} />}
    </Screen>
  );
}

function Known(props: { readonly post: PostView }): ReactNode {
  const { post } = props;
  const locale = displayLocale();
  const facts: Fact[] = [
    { label: t('details.written'), value: fullTime(post.atMs, locale) },
    ...(post.editedMs === undefined ? [] : [{ label: t('details.edited'), value: fullTime(post.editedMs, locale) }]),
    { label: t('details.audience'), value: post.audience === 'unlisted' ? t('composer.unlisted') : t('composer.public') },
    { label: t('details.id'), value: post.id, code: true },
    { label: t('details.author'), value: post.author.id, code: true },
  ];
  return (
    <>
      <PostCard post={post} />
      {post.delivery !== undefined && (
        <Section title={t('details.where')}>
          <DeliveryStory delivery={post.delivery} />
        </Section>
      )}
      <Section
        title={t('details.who')}
        lead={
          post.provenance.type === 'signed'
            ? t('details.signed-text', { name: post.author.name || post.author.username })
            : t('details.host-text', { host: post.provenance.host })
        }
      />
      <Section title={t('details.facts')}>
        <Facts facts={facts} />
      </Section>
    </>
  );
}
