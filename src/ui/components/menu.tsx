import { type ReactNode, useCallback, useId, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { type MenuItem, MenuList } from './menu-list.tsx';
import styles from './menu.module.css';

/** A button that opens a short list of things to do. */
export function Menu(props: { readonly label: string; readonly items: () => readonly MenuItem[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const anchor = useRef<HTMLDivElement>(null);
  const close = useCallback(() => setOpen(false), []);
  return (
    <div className={styles.anchor} ref={anchor}>
      <IconButton
        icon="more"
        label={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && <MenuList id={id} label={props.label} items={props.items()} anchor={anchor} onClose={close} />}
    </div>
  );
}
