import type { ReactNode } from 'react';
import type { DraftAttachment } from '../../../protocol/ports/records.ts';
import { useMe } from '../../app/interface.tsx';
import { TextArea } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useMedia } from '../../hooks/use-media.ts';
import { t } from '../../text/translate.ts';
import { mostPictures, type PictureProblem, type Pictures } from './use-pictures.ts';
import styles from './draft-pictures.module.css';

/** Pictures that go with the post, and why one does not, each with its description open: writing one is the normal case. */
export function DraftPictures(props: {
  readonly attachments: readonly DraftAttachment[];
  readonly pictures: Pictures;
}): ReactNode {
  const { attachments, pictures } = props;
  return (
    <>
      <ul className={styles.list}>
        {attachments.map((attachment) => (
          <li key={attachment.digest} className={styles.item}>
            <Preview digest={attachment.digest} onRemove={() => pictures.remove(attachment.digest)} />
            <TextArea
              label={t('composer.describe')}
              hint={t('composer.describe-hint')}
              value={attachment.alt}
              maxLength={1500}
              dir="auto"
              onChange={(event) => pictures.describe(attachment.digest, event.target.value)}
            />
          </li>
        ))}
        {pictures.waiting > 0 && (
          <li className={styles.waiting} role="status">
            {t('composer.preparing', { count: pictures.waiting })}
          </li>
        )}
      </ul>
      {pictures.error !== undefined && (
        <p className={styles.error} role="alert">
          {problemText(pictures.error)}
        </p>
      )}
    </>
  );
}

function problemText(problem: PictureProblem): string {
  const words: Readonly<Record<PictureProblem, string>> = {
    'not-a-picture': t('composer.not-a-picture'),
    'too-large': t('composer.too-large'),
    'storage-full': t('error.storage-full'),
    'too-many': t('composer.most-pictures', { count: mostPictures }),
  };
  return words[problem];
}

function Preview(props: { readonly digest: string; readonly onRemove: () => void }): ReactNode {
  const me = useMe();
  const media = useMedia(props.digest, me.did);
  return (
    <div className={styles.preview}>
      {media.status === 'ready' && <img src={media.url} alt="" />}
      <button type="button" className={styles.remove} aria-label={t('composer.remove-picture')} onClick={props.onRemove}>
        <span>
          <Icon name="close" size={16} />
        </span>
      </button>
    </div>
  );
}
