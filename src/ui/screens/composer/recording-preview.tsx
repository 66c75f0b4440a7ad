import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../text/translate.ts';
import styles from './draft-attachments.module.css';

const shapes = { play: 'M8 5.5v13l10.5-6.5z', pause: 'M9 6v12M15 6v12' } as const;

/** A film or sound of one's own, as large as a picture beside its description: to look and listen before it goes. */
export function RecordingPreview(props: { readonly url: string; readonly name: string }): ReactNode {
  const player = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  return (
    <>
      <video
        ref={player}
        src={props.url}
        aria-label={props.name || undefined}
        preload="metadata"
        playsInline
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
      >
        <track kind="captions" />
      </video>
      <button
        type="button"
        className={styles.play}
        aria-label={isPlaying ? t('composer.pause') : t('composer.play')}
        onClick={() => void (isPlaying ? player.current?.pause() : player.current?.play())}
      >
        <span>
          <svg
            width="1.375rem"
            height="1.375rem"
            viewBox="0 0 24 24"
            className={isPlaying ? 'icon' : 'icon filled'}
            strokeWidth={1.75}
            aria-hidden="true"
          >
            <path d={isPlaying ? shapes.pause : shapes.play} />
          </svg>
        </span>
      </button>
    </>
  );
}
