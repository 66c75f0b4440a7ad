import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useBackCloses } from '../hooks/use-back-closes.ts';
import styles from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  readonly danger?: boolean;
}

/**
 * The open part of a menu: arrow keys move, Escape closes. `anchor` holds the button and the list; a tap elsewhere closes, and the
 * focus goes back to the button.
 */
export function MenuList(props: {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}): ReactNode {
  const { id, label, items, anchor, onClose } = props;
  const list = useRef<HTMLDivElement>(null);

  useBackCloses(close);

  useEffect(() => {
    if (list.current !== null && fitsAboveOnly(list.current)) list.current.classList.add(`${styles.above}`);
    list.current?.querySelector('button')?.focus();
    const leave = (event: Event): void => {
      if (event.target instanceof Node && anchor.current?.contains(event.target) !== true) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
    // Only when it opens: moving the focus again would take it from the item that has it.
  }, [anchor, onClose]);

  function close(): void {
    onClose();
    anchor.current?.querySelector('button')?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') onClose();
    else if (!moveFocus(list.current, event.key)) return;
    else event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.menu} role="menu" id={id} ref={list} aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={`${styles.item} ${item.danger === true ? styles.danger : ''}`}
          onClick={() => {
            close();
            item.run();
          }}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}

/** Whether there is too little room for the open menu below its button, and enough above it, between what stands over the page. */
function fitsAboveOnly(menu: HTMLElement): boolean {
  const { scrollPaddingBlockStart: over, scrollPaddingBlockEnd: under } = getComputedStyle(document.documentElement);
  const { top, bottom, height } = menu.getBoundingClientRect();
  const button = menu.parentElement?.offsetHeight ?? 0;
  const isCut = bottom > innerHeight - (Number.parseFloat(under) || 0);
  return isCut && top - button - height >= (Number.parseFloat(over) || 0);
}

function moveFocus(list: HTMLElement | null, key: string): boolean {
  const items = [...(list?.querySelectorAll('button') ?? [])];
  const now = items.findIndex((item) => item === document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 + items.length, Home: 0, End: items.length - 1 }[key];
  if (next === undefined) return false;
  items[next % items.length]?.focus();
  return true;
}
