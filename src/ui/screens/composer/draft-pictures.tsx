import type { ReactNode } from 'react';
import type { DraftAttachment } from '../../../protocol/ports/records.ts';
import { useMe } from '../../app/interface.tsx';
import { TextArea } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useMedia } from '../../hooks/use-media.ts';
import { t } from '../../text/translate.ts';
import { ComposerIcon } from './composer-icon.tsx';
import { mostPictures, type PictureProblem, type Pictures } from './use-pictures.ts';
import styles from './draft-pictures.module.css';

/** Pictures that go with the post, and why one does not, each with its description open: writing one is the normal case. */
export function DraftPictures(props: {
  readonly part: string;
  readonly attachments: readonly DraftAttachment[];
  readonly pictures: Pictures;
}): ReactNode {
  const { part, attachments, pictures } = props;
  const waiting = pictures.waitingIn(part);
  const error = pictures.errorIn(part);
  return (
    <>
      <ul className={styles.list}>
        {attachments.map((attachment, place) => (
          <li key={attachment.digest} className={styles.item}>
            <div>
              <Preview digest={attachment.digest} onRemove={() => pictures.remove(part, attachment.digest)} />
              {attachments.length > 1 && (
                <div className={styles.order}>
                  <Move
                    label={t('composer.picture-earlier', { number: place + 1 })}
                    by={-1}
                    isOff={place === 0}
                    onMove={(by) => pictures.move(part, attachment.digest, by)}
                  />
                  <span className="numbers">{place + 1}</span>
                  <Move
                    label={t('composer.picture-later', { number: place + 1 })}
                    by={1}
                    isOff={place === attachments.length - 1}
                    onMove={(by) => pictures.move(part, attachment.digest, by)}
                  />
                </div>
              )}
            </div>
            <TextArea
              label={t('composer.describe')}
              hint={t('composer.describe-hint')}
              value={attachment.alt}
              maxLength={1500}
              dir="auto"
              onChange={(event) => pictures.describe(part, attachment.digest, event.target.value)}
            />
          </li>
        ))}
        {waiting > 0 && (
          <li className={styles.waiting} role="status">
            {t('composer.preparing', { count: waiting })}
          </li>
        )}
      </ul>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {problemText(error)}
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

/** Stays in the tab order at the ends, so that the focus is not lost there. */
function Move(props: {
  readonly label: string;
  readonly by: 1 | -1;
  readonly isOff: boolean;
  readonly onMove: (by: number) => void;
}): ReactNode {
  const { label, by, isOff, onMove } = props;
  return (
    <button
      type="button"
      className={styles.move}
      aria-label={label}
      title={label}
      aria-disabled={isOff || undefined}
      onClick={() => {
        if (!isOff) onMove(by);
      }}
    >
      <span className={by < 0 ? styles.up : undefined}>
        <ComposerIcon name="down" size={18} />
      </span>
    </button>
  );
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
