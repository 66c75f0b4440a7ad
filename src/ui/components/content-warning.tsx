import type { ReactNode } from 'react';
import { useOpened } from '../hooks/use-opened.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './content-warning.module.css';

/** What its author put a warning on stays closed until it is opened, and then open until the page is closed. */
export function ContentWarning(props: {
  readonly warning: string;
  /** What it belongs to. */
  readonly name: string;
  readonly textId: string;
  readonly children: ReactNode;
}): ReactNode {
  const [open, setOpen] = useOpened(`warning ${props.name}`);
  return (
    <div className={styles.warning}>
      <p className={styles.line} id={props.textId}>
        <Icon name="warning" size={20} />
        <span dir="auto">{props.warning}</span>
      </p>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('post.hide') : t('post.show')}
      </Button>
      {open && <div>{props.children}</div>}
    </div>
  );
}
