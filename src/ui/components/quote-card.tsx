import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { PostView, QuoteView } from '../../services/app-api.ts';
import { useApp } from '../app/interface.tsx';
import { postPath } from '../app/paths.ts';
import { useShowsPictures } from '../hooks/use-shows-pictures.ts';
import { hostOf } from '../text/host-of.ts';
import { plainName } from '../text/plain-name.ts';
import { t } from '../text/translate.ts';
import { Attachments } from './attachments.tsx';
import { Avatar } from './avatar.tsx';
import { Button } from './button.tsx';
import { PersonLabel } from './person-label.tsx';
import { RichText } from './rich-text.tsx';
import { TimeText } from './time-text.tsx';
import styles from './quote-card.module.css';

/** A post as what a quote of it shows. */
export const quoteViewOf = (post: PostView): QuoteView => ({ id: post.id, post });

/** What a post quotes, inside of it: the beginning of the quoted post, one tap from the whole; or why it is not here. */
export function QuoteCard(props: {
  readonly quote: QuoteView;
  /** Shown where nothing may be opened, as in the composer. */
  readonly still?: boolean;
}): ReactNode {
  const { quote, still = false } = props;
  // What is found later takes the place that was kept for it, so that nothing moves.
  const [wasUnknown] = useState(quote.post === undefined);
  if (quote.post === undefined) return <Lacking quote={quote} still={still} />;
  return <Known post={quote.post} still={still} keepsPlace={wasUnknown} />;
}

function Known(props: { readonly post: PostView; readonly still: boolean; readonly keepsPlace: boolean }): ReactNode {
  const { post, still, keepsPlace } = props;
  const shows = useShowsPictures(post.author);
  const name = plainName(post.author);
  const link = still ? undefined : (
    <Link className={styles.whole} href={postPath(post.id)} aria-label={t('quote.open', { name })} />
  );
  return (
    <blockquote className={`${styles.card} ${keepsPlace ? styles.kept : ''}`}>
      {link}
      <header className={styles.head}>
        <Avatar person={post.author} size="small" />
        <span className={styles.name}>
          <PersonLabel person={post.author} />
        </span>
        <TimeText atMs={post.atMs} />
      </header>
      {post.warning === undefined ? (
        <>
          <div className={styles.text}>
            <RichText content={post.content} language={post.language} emoji={shows ? post.emoji : undefined} />
          </div>
          {!keepsPlace && post.attachments.length > 0 && (
            <div className={styles.media}>
              <Attachments post={post} shows={shows} />
            </div>
          )}
        </>
      ) : (
        <p className={styles.quiet} dir="auto">
          {post.warning}
        </p>
      )}
      {post.poll !== undefined && <p className={styles.quiet}>{t('quote.poll')}</p>}
      {post.quote !== undefined && <p className={styles.quiet}>{t('quote.inner')}</p>}
    </blockquote>
  );
}

function Lacking(props: { readonly quote: QuoteView; readonly still: boolean }): ReactNode {
  const { id, lacks } = props.quote;
  const app = useApp();
  const [asked, setAsked] = useState<'looking' | 'absent'>();

  async function seek(): Promise<void> {
    setAsked('looking');
    const found = await (await app.reading()).seek(id).catch(() => false);
    if (!found) setAsked('absent');
  }

  if (lacks === 'hidden' || lacks === 'deleted') {
    return <p className={`${styles.card} ${styles.quiet}`}>{lacks === 'hidden' ? t('quote.hidden') : t('quote.deleted')}</p>;
  }
  const isWeb = /^https?:/.test(id);
  return (
    <div className={`${styles.card} ${styles.kept} ${styles.lacking}`} aria-busy={asked === 'looking'}>
      <p className={styles.quiet}>{isWeb ? t('quote.unknown-at', { host: hostOf(id) }) : t('quote.unknown')}</p>
      {asked === 'absent' && (
        <p className={styles.quiet} role="status">
          {t('quote.absent')}{' '}
          {isWeb && (
            <a href={id} target="_blank" rel="noopener noreferrer">
              {t('post.open-original', { host: hostOf(id) })}
            </a>
          )}
        </p>
      )}
      {!props.still && (
        <Button busy={asked === 'looking'} onClick={() => void seek()}>
          {t('quote.seek')}
        </Button>
      )}
    </div>
  );
}
