import type { ReactNode } from 'react';
import type { DraftAttachment } from '../../../protocol/ports/records.ts';
import { largestRecordingBytes } from '../../../services/recordings/limits.ts';
import { useMe } from '../../app/interface.tsx';
import { TextArea } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { byteSize } from '../../text/byte-size.ts';
import { useMedia } from '../../hooks/use-media.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { describeAttachment, moveAttachment, withoutAttachment } from './change-attachments.ts';
import { ComposerIcon } from './composer-icon.tsx';
import { RecordingPreview } from './recording-preview.tsx';
import { mostAttachments, type AttachProblem, type Attaching } from './use-attaching.ts';
import styles from './draft-attachments.module.css';

/** Attaching that go with the post, and why one does not, each with its description open: writing one is the normal case. */
export function DraftAttachments(props: {
  readonly part: string;
  readonly attachments: readonly DraftAttachment[];
  readonly attaching: Attaching;
}): ReactNode {
  const { part, attachments, attaching } = props;
  const waiting = attaching.waitingIn(part);
  const error = attaching.errorIn(part);
  const change = (next: Parameters<Attaching['changeIn']>[1]): void => attaching.changeIn(part, next);
  return (
    <>
      <ul className={styles.list}>
        {attachments.map((attachment, place) => (
          <li key={attachment.digest} className={styles.item}>
            <div>
              <Preview attachment={attachment} onRemove={() => change((now) => withoutAttachment(now, attachment.digest))} />
              {attachments.length > 1 && (
                <div className={styles.order}>
                  <Move
                    label={t('composer.attachment-earlier', { number: place + 1 })}
                    by={-1}
                    isOff={place === 0}
                    onMove={(by) => change((now) => moveAttachment(now, attachment.digest, by))}
                  />
                  <span className="numbers">{place + 1}</span>
                  <Move
                    label={t('composer.attachment-later', { number: place + 1 })}
                    by={1}
                    isOff={place === attachments.length - 1}
                    onMove={(by) => change((now) => moveAttachment(now, attachment.digest, by))}
                  />
                </div>
              )}
            </div>
            <TextArea
              label={t('composer.describe')}
              hint={isStill(attachment) ? t('composer.describe-hint') : t('composer.describe-recording')}
              value={attachment.alt}
              maxLength={1500}
              dir="auto"
              onChange={({ target }) => change((now) => describeAttachment(now, attachment.digest, target.value))}
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

function problemText(problem: AttachProblem): string {
  const words: Readonly<Record<AttachProblem, string>> = {
    'not-a-picture': t('composer.not-a-picture'),
    'too-large': t('composer.too-large'),
    'recording-too-large': t('composer.recording-too-large', { limit: byteSize(largestRecordingBytes, displayLocale()) }),
    unplayable: t('composer.unplayable'),
    'storage-full': t('error.storage-full'),
    'too-many': t('composer.most-attachments', { count: mostAttachments }),
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

const isStill = ({ mediaType }: DraftAttachment): boolean => mediaType.startsWith('image/');

function Preview(props: { readonly attachment: DraftAttachment; readonly onRemove: () => void }): ReactNode {
  const { attachment, onRemove } = props;
  const me = useMe();
  const media = useMedia(attachment.digest, me.did);
  return (
    <div className={styles.preview}>
      {media.status === 'ready' &&
        (isStill(attachment) ? <img src={media.url} alt="" /> : <RecordingPreview url={media.url} name={attachment.alt} />)}
      <button type="button" className={styles.remove} aria-label={t('composer.remove-attachment')} onClick={onRemove}>
        <span>
          <Icon name="close" size={16} />
        </span>
      </button>
    </div>
  );
}
