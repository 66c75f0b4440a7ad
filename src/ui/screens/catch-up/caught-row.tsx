import { memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { CaughtPost } from '../../../services/catch-up/catch-up-view.ts';
import { postPath } from '../../app/paths.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { PersonLabel } from '../../components/person-label.tsx';
import { Picture } from '../../components/picture.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { useShowsPictures } from '../../hooks/use-shows-pictures.ts';
import { excerpt } from '../../text/graphemes.ts';
import { plainName } from '../../text/plain-name.ts';
import { compactCount } from '../../text/quantities.ts';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './caught-row.module.css';

const longest = 240;

/** A post in two or three lines. What has a warning shows that, and nothing behind it. */
export const CaughtRow = memo(function CaughtRow(props: {
  readonly caught: CaughtPost;
  readonly startsGroup: boolean;
}): ReactNode {
  const { post, boosters, kind } = props.caught;
  const shows = useShowsPictures(post.author);
  const locale = displayLocale();
  const isFolded = post.warning !== undefined || post.sensitive === true;
  const picture = isFolded ? undefined : post.attachments.find(({ mediaType }) => mediaType.startsWith('image/'));
  const counts = [
    ['like', post.counts.likes, t('post.like')],
    ['boost', Math.max(post.counts.boosts, boosters.length), t('post.boost')],
    ['reply', post.counts.replies, t('post.reply')],
  ] as const;
  return (
    <li className={props.startsGroup ? `${styles.item} ${styles.group}` : styles.item}>
      <article className={styles.row} data-post={post.key} tabIndex={-1}>
        <Avatar person={kind === 'boost' ? (boosters[0] ?? post.author) : post.author} size="small" />
        <div className={styles.words}>
          <p className={styles.who}>
            <PersonLabel person={post.author} className={styles.writer} />
            {boosters.length > 0 && (
              <span>
                <Icon name="boost" size={14} />
                {boosters.length === 1
                  ? t('post.boosted-by', { name: excerpt(plainName(boosters[0] ?? post.author), 30) })
                  : t('caught.boosted-by-many', { count: boosters.length })}
              </span>
            )}
            <TimeText atMs={post.atMs} />
          </p>
          <p className={styles.text} dir="auto" lang={post.language}>
            <Link href={postPath(post.id)} data-action="open">
              {post.warning ?? (excerpt(post.text.replaceAll(/\s+/g, ' '), longest) || t('caught.only-media'))}
            </Link>
          </p>
          <p className={styles.counts}>
            {post.warning !== undefined && <span>{t('caught.warning')}</span>}
            {post.attachments.length > 0 && picture === undefined && (
              <span>{t('caught.media', { count: post.attachments.length })}</span>
            )}
            {post.quote !== undefined && <span>{t('caught.quote')}</span>}
            {post.poll !== undefined && <span>{t('quote.poll')}</span>}
            {counts.map(([icon, count, name]) =>
              count === 0 ? null : (
                <span key={icon} className="numbers" title={name}>
                  <Icon name={icon} size={14} />
                  <span className="visually-hidden">{name}: </span>
                  {compactCount(count, locale)}
                </span>
              ),
            )}
          </p>
        </div>
        {picture !== undefined && (picture.digest !== undefined || shows) && (
          <span className={styles.thumb}>
            <Picture attachment={picture} author={post.author.id} shows={shows} />
          </span>
        )}
      </article>
    </li>
  );
});
