import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Did, ObjectId } from '../../../protocol/brand.ts';
import type { AttachmentView } from '../../../services/app-api.ts';
import { IconButton } from '../../components/button.tsx';
import { Film } from '../../components/film.tsx';
import { isFilm } from '../../components/media-grid.tsx';
import { Picture } from '../../components/picture.tsx';
import { useBackCloses } from '../../hooks/use-back-closes.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { t } from '../../text/translate.ts';
import { useZoom } from './use-zoom.ts';
import styles from './media-viewer.module.css';

/**
 * Pictures and films of a post as large as the window, with their descriptions. Arrow keys, swipes and buttons go on; wheel, pinch,
 * double tap, `+` and `-` magnify.
 */
export function MediaViewer(props: {
  readonly attachments: readonly AttachmentView[];
  readonly author: Did | ObjectId;
  readonly first: number;
  readonly onClose: () => void;
}): ReactNode {
  const { attachments, author, first, onClose } = props;
  const [index, setIndex] = useState(first);
  const [described, setDescribed] = useState(true);
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const count = attachments.length;
  const shown = attachments[index];
  const { zoom, magnify, reset } = useZoom(stage, (to) => {
    if (to === 'close') onClose();
    else go(to === 'next' ? 1 : -1);
  });

  function go(step: number): void {
    const next = index + step;
    if (next < 0 || next >= count) return;
    reset();
    setIndex(next);
  }

  useKeys((event) => {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') go(event.key === forward ? 1 : -1);
    else if (event.key === '+' || event.key === '=') magnify(1.5);
    else if (event.key === '-') magnify(1 / 1.5);
    else if (event.key === '0') reset();
  });

  useBackCloses(onClose);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);

  if (shown === undefined) return null;
  const title = count === 1 ? t('viewer.title') : t('viewer.title-of', { index: index + 1, count });
  return (
    <dialog
      ref={dialog}
      className={`dark-room ${styles.viewer}`}
      aria-label={title}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.bar}>
        <h2 aria-live="polite">{title}</h2>
        {!isFilm(shown) && (
          <>
            <IconButton icon="minus" label={t('viewer.smaller')} onClick={() => magnify(1 / 1.5)} disabled={zoom.scale === 1} />
            <IconButton icon="plus" label={t('viewer.larger')} onClick={() => magnify(1.5)} />
          </>
        )}
        <IconButton icon="close" label={t('action.close')} onClick={onClose} />
      </header>
      <div className={styles.stage} ref={stage} data-zoomed={zoom.scale > 1}>
        <div
          className={styles.picture}
          key={shown.digest ?? shown.url}
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        >
          {isFilm(shown) ? (
            <div className={styles.film}>
              <Film film={shown} author={author} shows />
            </div>
          ) : (
            /* Whoever opened one of them has asked their server. */
            <Picture attachment={shown} author={author} shows />
          )}
        </div>
        {index > 0 && (
          <span className={styles.previous}>
            <IconButton icon="back" label={t('viewer.previous')} onClick={() => go(-1)} />
          </span>
        )}
        {index < count - 1 && (
          <span className={styles.next}>
            <IconButton icon="back" label={t('viewer.next')} onClick={() => go(1)} />
          </span>
        )}
      </div>
      <footer className={styles.foot}>
        {described || shown.alt === '' ? (
          <p className={shown.alt === '' ? styles.none : styles.alt} dir="auto" tabIndex={shown.alt.length > 200 ? 0 : undefined}>
            {shown.alt || t('picture.undescribed')}
          </p>
        ) : null}
        {shown.alt !== '' && (
          <button type="button" className={styles.toggle} aria-pressed={described} onClick={() => setDescribed(!described)}>
            {t('picture.alt')}
          </button>
        )}
      </footer>
    </dialog>
  );
}
