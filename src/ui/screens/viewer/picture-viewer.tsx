import { type ReactNode, useState } from 'react';
import type { Did, ObjectId } from '../../../protocol/brand.ts';
import type { AttachmentView } from '../../../services/app-api.ts';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Picture } from '../../components/picture.tsx';
import { useKeys } from '../../hooks/use-keys.ts';
import { t } from '../../text/translate.ts';
import styles from './picture-viewer.module.css';

/** A picture large, its description in full, the others of the post one step away. */
export function PictureViewer(props: {
  readonly attachments: readonly AttachmentView[];
  readonly author: Did | ObjectId;
  readonly first: number;
  readonly onClose: () => void;
}): ReactNode {
  const { attachments, author, first, onClose } = props;
  const [index, setIndex] = useState(first);
  const count = attachments.length;
  const shown = attachments[index];
  const go = (step: number): void => setIndex((index + step + count) % count);

  useKeys((event) => {
    if (count < 2) return;
    if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
  });

  if (shown === undefined) return null;
  const title = count === 1 ? t('viewer.title') : t('viewer.title-of', { index: index + 1, count });
  return (
    <Dialog title={title} onClose={onClose} full>
      <div className={styles.viewer}>
        <div className={styles.stage}>
          <Picture key={shown.digest ?? shown.url} attachment={shown} author={author} />
        </div>
        <p className={shown.alt === '' ? styles.none : styles.alt} dir="auto">
          {shown.alt || t('picture.undescribed')}
        </p>
        {count > 1 && (
          <ButtonRow>
            <Button onClick={() => go(-1)}>{t('viewer.previous')}</Button>
            <Button onClick={() => go(1)}>{t('viewer.next')}</Button>
          </ButtonRow>
        )}
      </div>
    </Dialog>
  );
}
