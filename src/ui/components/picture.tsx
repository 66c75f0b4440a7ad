import { type ReactNode, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView } from '../../services/app-api.ts';
import { useMedia } from '../hooks/use-media.ts';
import { hostOf } from '../text/host-of.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
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
  if (media.status === 'ready') return <Shown url={media.url} alt={attachment.alt} onOpen={onOpen} />;
  if (media.status === 'loading') {
    return (
      <span className={styles.placeholder}>
        <Icon name="picture" size={28} />
        <span>{attachment.alt || t('picture.coming')}</span>
      </span>
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
    return <Shown url={url} alt={attachment.alt} onOpen={onOpen} onError={() => setFailed(true)} />;
  return (
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
  );
}

function Shown(props: {
  readonly url: string;
  readonly alt: string;
  readonly onOpen?: (() => void) | undefined;
  readonly onError?: () => void;
}): ReactNode {
  const picture = (
    <img
      src={props.url}
      alt={props.alt || t('picture.undescribed')}
      onError={props.onError}
      referrerPolicy="no-referrer"
      draggable={false}
    />
  );
  if (props.onOpen === undefined) return picture;
  return (
    <button type="button" onClick={props.onOpen}>
      {picture}
    </button>
  );
}
