import { type ReactNode, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView } from '../../services/app-api.ts';
import { hostOf } from '../text/host-of.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { usePlayerSource } from './use-player-source.ts';
import styles from './attachments.module.css';

/** A film. Nothing of it is asked for before it is played; then the browser's own controls. */
export function Film(props: {
  readonly film: AttachmentView;
  readonly author: Did | ObjectId;
  /** Its still picture may be loaded from its server. */
  readonly shows: boolean;
}): ReactNode {
  const { film, author, shows } = props;
  const { wanted, media, want } = usePlayerSource(film, author);
  const [failed, setFailed] = useState(false);
  const name = film.alt || t('media.film-undescribed');
  if (failed || (wanted && media.status === 'absent')) {
    return (
      <div className={styles.placeholder}>
        <p dir="auto">{film.alt}</p>
        <p role="alert">{t('media.failed')}</p>
        {media.status === 'absent' ? (
          <Button onClick={media.retry}>{t('picture.retry')}</Button>
        ) : (
          <Button onClick={() => setFailed(false)}>{t('picture.retry')}</Button>
        )}
      </div>
    );
  }
  if (wanted && media.status === 'ready') {
    return (
      <video
        src={media.url}
        aria-label={name}
        controls
        autoPlay
        playsInline
        loop={film.loops === true}
        muted={film.loops === true}
        disableRemotePlayback
        onError={() => setFailed(true)}
      >
        {/* Servers give none so far; the element says that there could be. */}
        <track kind="captions" />
      </video>
    );
  }
  // Who learns that it is watched.
  const asks = !shows && film.digest === undefined && film.url !== undefined ? hostOf(film.url) : undefined;
  return (
    <button type="button" className={styles.play} onClick={want}>
      <span className="visually-hidden">{t('media.play-film', { name })}</span>
      {shows && film.preview !== undefined && <img src={film.preview} alt="" loading="lazy" referrerPolicy="no-referrer" />}
      <span className={styles.disc}>
        <Icon name="play" size={28} filled />
      </span>
      {asks !== undefined && <span className={styles.from}> {asks}</span>}
    </button>
  );
}
