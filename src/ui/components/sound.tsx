import { type ReactNode, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView } from '../../services/app-api.ts';
import { hostOf } from '../text/host-of.ts';
import { t } from '../text/translate.ts';
import { Icon } from './icon.tsx';
import { usePlayerSource } from './use-player-source.ts';
import styles from './attachments.module.css';

/** A sound; asked for when it is played. */
export function Sound(props: {
  readonly sound: AttachmentView;
  readonly author: Did | ObjectId;
  readonly shows: boolean;
}): ReactNode {
  const { sound, author } = props;
  const { wanted, media, want } = usePlayerSource(sound, author);
  const [failed, setFailed] = useState(false);
  const name = sound.alt || t('media.sound-undescribed');
  const isAbsent = failed || (wanted && media.status === 'absent');
  return (
    <div className={styles.sound}>
      {wanted && media.status === 'ready' && !failed ? (
        <audio src={media.url} aria-label={name} controls autoPlay onError={() => setFailed(true)}>
          <track kind="captions" />
        </audio>
      ) : (
        <button
          type="button"
          className={styles.playSound}
          onClick={() => {
            setFailed(false);
            want();
            if (media.status === 'absent') media.retry();
          }}
        >
          <Icon name="play" size={22} filled />
          <span>{isAbsent ? t('media.failed') : t('media.play-sound')}</span>
        </button>
      )}
      <span className={styles.soundName} dir="auto">
        {name}
        {sound.digest === undefined && sound.url !== undefined && <small>{hostOf(sound.url)}</small>}
      </span>
    </div>
  );
}
