import { type ReactNode, useId } from 'react';
import { useOpened } from '../hooks/use-opened.ts';
import { t } from '../text/translate.ts';
import styles from './folded.module.css';

const longCharacters = 1100;
const longLines = 18;

/** Whether a text takes more than a window of a phone. */
export const isLong = (text: string): boolean =>
  text.length > longCharacters || (text.length > longLines && text.split('\n', longLines + 2).length > longLines);

/** The beginning of a long text, and the rest of it when it is asked for. */
export function Folded(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const [open, setOpen] = useOpened(`fold ${props.name}`);
  const id = useId();
  return (
    <div className={styles.place}>
      <div id={id} className={open ? undefined : styles.folded} onFocus={open ? undefined : scrollBack}>
        {props.children}
      </div>
      <button type="button" className={styles.more} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? t('post.fold') : t('post.unfold')}
      </button>
    </div>
  );
}

/** A link further down that takes the focus would scroll what is folded. */
function scrollBack({ currentTarget }: { readonly currentTarget: HTMLElement }): void {
  currentTarget.scrollTop = 0;
}
