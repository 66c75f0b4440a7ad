import { type ReactNode, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView } from '../../services/app-api.ts';
import { useMedia } from '../hooks/use-media.ts';
import { hostOf } from '../text/host-of.ts';
import { t } from '../text/translate.ts';
import { LateBlurhash } from './blurhash.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { mainColour } from './main-colour.ts';
import styles from './attachments.module.css';

interface PictureProps {
  readonly attachment: AttachmentView;
  readonly author: Did | ObjectId;
  readonly shows?: boolean;
  readonly onOpen?: () => void;
}

/** A picture by digest comes from people and is checked; one that lies on a web server is asked for after a tap, or when `shows`. */
export function Picture(props: PictureProps): ReactNode {
  if (props.attachment.digest !== undefined) return <CheckedPicture {...props} digest={props.attachment.digest} />;
  if (props.attachment.url !== undefined) return <RemotePicture {...props} url={props.attachment.url} />;
  return <p className={styles.placeholder}>{props.attachment.alt || t('picture.absent')}</p>;
}

function CheckedPicture({ attachment, author, digest, onOpen }: PictureProps & { readonly digest: string }): ReactNode {
  const media = useMedia(digest, author);
  if (media.status === 'ready') return <Shown url={media.url} attachment={attachment} onOpen={onOpen} />;
  if (media.status === 'loading') {
    return (
      <>
        <LateBlurhash hash={onOpen && attachment.blurhash} />
        <span className={styles.placeholder}>
          {attachment.blurhash === undefined && <Icon name="picture" size={28} />}
          <span className={attachment.blurhash === undefined ? undefined : 'visually-hidden'}>
            {attachment.alt || t('picture.coming')}
          </span>
        </span>
      </>
    );
  }
  return (
    <div className={styles.placeholder}>
      <p>{attachment.alt}</p>
      <p>{t('picture.absent')}</p>
      <Button onClick={media.retry}>{t('picture.retry')}</Button>
    </div>
  );
}

function RemotePicture({ attachment, url, shows = false, onOpen }: PictureProps & { readonly url: string }): ReactNode {
  const [wanted, setWanted] = useState(false);
  const [failed, setFailed] = useState(false);
  if ((wanted || shows) && !failed)
    return <Shown slow url={url} attachment={attachment} onOpen={onOpen} onError={() => setFailed(true)} />;
  return (
    <>
      <LateBlurhash hash={onOpen && attachment.blurhash} />
      <div className={styles.placeholder}>
        <p dir="auto">{attachment.alt}</p>
        {failed && <p>{t('picture.remote-failed', { host: hostOf(url) })}</p>}
        <Button
          icon="picture"
          onClick={() => {
            setFailed(false);
            setWanted(true);
          }}
        >
          {t('picture.show-remote', { host: hostOf(url) })}
        </Button>
      </div>
    </>
  );
}

function Shown(props: {
  readonly url: string;
  /** It comes over the network. */
  readonly slow?: boolean;
  readonly attachment: AttachmentView;
  readonly onOpen?: (() => void) | undefined;
  readonly onError?: () => void;
}): ReactNode {
  const { alt, focus, width, height } = props.attachment;
  // Elsewhere than in a tile it would have no place of its own.
  const blurhash = props.onOpen && props.attachment.blurhash;
  const [loaded, setLoaded] = useState(false);
  const waits = props.slow === true && blurhash !== undefined && !loaded;
  const picture = (
    <img
      src={props.url}
      alt={alt || t('picture.undescribed')}
      width={width}
      height={height}
      decoding="async"
      style={{
        backgroundColor: waits ? undefined : mainColour(blurhash),
        objectPosition: focus && `${shareOf(focus[0])}% ${shareOf(-focus[1])}%`,
      }}
      onLoad={waits ? () => setLoaded(true) : undefined}
      onError={props.onError}
      referrerPolicy="no-referrer"
      draggable={false}
    />
  );
  if (props.onOpen === undefined) return picture;
  return (
    <>
      {waits && <LateBlurhash hash={blurhash} />}
      <button type="button" onClick={props.onOpen}>
        {picture}
        {alt !== '' && (
          <span className={styles.alt} aria-hidden="true">
            {t('picture.alt')}
          </span>
        )}
      </button>
    </>
  );
}

/** From thousandths of half a side, counted from the middle, to percent of the side. */
const shareOf = (thousandths: number): number => 50 + thousandths / 20;
