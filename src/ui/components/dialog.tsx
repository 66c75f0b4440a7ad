import { type ReactNode, useLayoutEffect, useId, useRef } from 'react';
import { useBackCloses } from '../hooks/use-back-closes.ts';
import { t } from '../text/translate.ts';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

/**
 * A native modal dialog: the browser keeps the focus inside, makes the rest inert, closes on Escape, and gives the focus back; the
 * way back closes it, too. `onClose` runs however it was closed. What carries `data-first-focus` is where one begins.
 */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Covers a phone's screen whole. */
  readonly full?: boolean;
  readonly actions?: ReactNode;
  readonly closeLabel?: string;
}): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useBackCloses(props.onClose);
  // Before the element leaves the page: closing is what gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      dialog?.close();
      // What opened it may be gone, as a message with a button is.
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`${styles.dialog} ${props.full === true ? styles.full : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <div className={styles.head}>
        <h2 id={titleId}>{props.title}</h2>
        {props.actions}
        <IconButton icon="close" label={props.closeLabel ?? t('action.close')} onClick={props.onClose} />
      </div>
      <div className={styles.body}>{props.children}</div>
    </dialog>
  );
}
