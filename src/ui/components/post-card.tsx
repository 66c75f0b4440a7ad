import { memo, type ReactNode, Suspense, useId } from 'react';
import { lazyScreen } from '../app/lazy-screen.ts';
import { personPath, postPath } from '../app/paths.ts';
import type { PostView } from '../../services/app-api.ts';
import { useLinks } from '../hooks/use-links.ts';
import { useShowsPictures } from '../hooks/use-shows-pictures.ts';
import { excerpt } from '../text/graphemes.ts';
import { plainName } from '../text/plain-name.ts';
import { t } from '../text/translate.ts';
import { Attachments } from './attachments.tsx';
import { Avatar } from './avatar.tsx';
import { ContentWarning } from './content-warning.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { Folded, isLong } from './folded.tsx';
import { Icon } from './icon.tsx';
import { PersonLabel } from './person-label.tsx';
import { PostActions } from './post-actions.tsx';
import { PostMenu } from './post-menu.tsx';
import { ProvenanceMark } from './provenance-mark.tsx';
import { RichText } from './rich-text.tsx';
import { TimeText } from './time-text.tsx';
import styles from './post-card.module.css';

const QuoteCard = lazyScreen(async () => (await import('./quote-card.tsx')).QuoteCard, 'reading');
const EditedMark = lazyScreen(async () => (await import('./edited-mark.tsx')).EditedMark, 'reading');
const Poll = lazyScreen(async () => (await import('./poll.tsx')).Poll, 'reading');

interface PostCardProps {
  readonly post: PostView;
  /** Place in the feed from 1. */
  readonly index?: number;
  /** How many the feed has, or -1 when that is unknown. */
  readonly count?: number;
  /** The post that a page is about. */
  readonly main?: boolean;
}

/** One post, an article of its own that can take the focus. */
export const PostCard = memo(function PostCard({ post, index, count, main = false }: PostCardProps): ReactNode {
  const id = useId();
  const to = useLinks();
  const toAuthor = to(personPath(post.author.id));
  return (
    <article
      className={styles.card}
      tabIndex={0}
      data-post={post.key}
      aria-labelledby={`${id}-name ${id}-time`}
      aria-describedby={`${id}-text`}
      aria-posinset={index}
      aria-setsize={count}
    >
      {post.boostedBy !== undefined && (
        <p className={styles.boosted}>
          <Icon name="boost" size={16} />
          <a {...to(personPath(post.boostedBy.id))}>{t('post.boosted-by', { name: plainName(post.boostedBy) })}</a>
        </p>
      )}
      <a {...toAuthor} className={styles.picture} tabIndex={-1} aria-hidden="true">
        <Avatar person={post.author} />
      </a>
      <div className={styles.body}>
        <header className={styles.head}>
          <span id={`${id}-name`} className={styles.names}>
            <a {...toAuthor} className={styles.name}>
              <PersonLabel person={post.author} />
            </a>
            <span className={styles.handle} dir="ltr">
              @{post.author.handle ?? post.author.username}
            </span>
          </span>
          <span className={styles.when}>
            {post.audience === 'unlisted' && (
              <span title={t('post.unlisted')}>
                <Icon name="quiet" size={15} />
                <span className="visually-hidden">{t('post.unlisted')}</span>
              </span>
            )}
            <a {...to(postPath(post.id))} id={`${id}-time`} data-action="open">
              <TimeText atMs={post.atMs} />
            </a>
            {post.bookmarked && <Icon name="bookmark" size={15} filled />}
            <ProvenanceMark provenance={post.provenance} />
          </span>
        </header>
        {post.inReplyTo !== undefined && <ReplyingTo reply={post.inReplyTo} to={to} />}
        <div className={`${styles.post} ${main ? styles.large : ''}`}>
          {post.author.remote === undefined ? (
            <PostBody post={post} textId={`${id}-text`} whole={main} shows={false} />
          ) : (
            <BodyFromServer post={post} textId={`${id}-text`} whole={main} />
          )}
        </div>
        {post.delivery !== undefined && <DeliveryLine post={post} delivery={post.delivery} />}
        {post.missing !== true && <PostActions post={post} />}
        {post.missing === true && post.bookmarked && <PostMenu post={post} />}
      </div>
    </article>
  );
});

interface BodyProps {
  readonly post: PostView;
  readonly textId: string;
  readonly whole: boolean;
}

function BodyFromServer(props: BodyProps): ReactNode {
  return <PostBody {...props} shows={useShowsPictures(props.post.author)} />;
}

/** `shows`: pictures that lie on its server, too. */
function PostBody(props: BodyProps & { readonly shows: boolean }): ReactNode {
  const { post, textId, whole, shows } = props;
  if (post.missing === true) {
    return (
      <p className={styles.missing} id={textId}>
        {t('post.missing')}
      </p>
    );
  }
  const text = (
    <RichText
      content={post.content}
      language={post.language}
      id={post.warning === undefined ? textId : undefined}
      emoji={shows ? post.emoji : undefined}
    />
  );
  const content = (
    <>
      <div className={styles.content}>
        {!whole && isLong(post.text) ? <Folded name={post.id}>{text}</Folded> : text}
        {post.editedMs !== undefined && (
          <Suspense fallback={<span className={styles.handle}>{t('post.edited')}</span>}>
            <EditedMark post={post} />
          </Suspense>
        )}
      </div>
      {post.poll !== undefined && (
        <Suspense fallback={<div style={{ blockSize: `${post.poll.options.length * 2.75 + 1.75}rem` }} />}>
          <Poll poll={post.poll} id={post.id} />
        </Suspense>
      )}
      {post.attachments.length > 0 && <Attachments post={post} shows={shows} />}
      {post.quote !== undefined && (
        <Suspense fallback={<div className={styles.quote} />}>
          <QuoteCard quote={post.quote} />
        </Suspense>
      )}
    </>
  );
  const warned =
    post.warning === undefined ? (
      content
    ) : (
      <ContentWarning warning={post.warning} name={post.id} textId={textId}>
        {content}
      </ContentWarning>
    );
  if (post.filtered === undefined) return warned;
  return (
    <ContentWarning warning={t('post.filtered', { text: post.filtered })} name={`filter ${post.id}`} textId={`${textId}-filter`}>
      {warned}
    </ContentWarning>
  );
}

function ReplyingTo(props: {
  readonly reply: NonNullable<PostView['inReplyTo']>;
  readonly to: ReturnType<typeof useLinks>;
}): ReactNode {
  const { id, author } = props.reply;
  const label = author === undefined ? t('post.answer') : t('post.answer-to', { name: excerpt(plainName(author), 40) });
  return (
    <p className={styles.context}>
      <a {...props.to(postPath(id))}>{label}</a>
    </p>
  );
}
