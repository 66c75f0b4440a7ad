import type { PollenApp } from '../../../services/app-api.ts';

/** How long a finger rests on "Me" before the accounts open, ms; as long as phones take for their own menus. */
const longPressMs = 500;
/** A finger that moves farther is scrolling, CSS pixels. */
const stillPx = 10;

/**
 * Holding "Me" in the bar, or tapping it once more, opens the accounts. Listens at the document, since the bar is drawn before this is
 * loaded. Returns a function that ends it. Whoever uses neither has the same in Settings and on a key.
 */
export function watchMe(app: Pick<PollenApp, 'accounts'>, open: () => void, target: Document = document): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let opened = false;

  const isMe = ({ target: element }: Event): boolean =>
    element instanceof Element && element.closest('nav a')?.getAttribute('href')?.endsWith('#/me') === true;

  function cancel(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function down(event: PointerEvent): void {
    opened = false;
    if (!isMe(event) || event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY };
    cancel();
    timer = setTimeout(() => {
      opened = true;
      open();
    }, longPressMs);
  }

  function move(event: PointerEvent): void {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) cancel();
  }

  /** The link's own menu of the phone would lie over the accounts. */
  function menu(event: Event): void {
    if (isMe(event) && (timer !== undefined || opened)) event.preventDefault();
  }

  function click(event: MouseEvent): void {
    cancel();
    if (!isMe(event)) return;
    if (opened) {
      event.preventDefault();
      event.stopPropagation();
      opened = false;
    } else if (isThere(event)) void openIfSeveral();
  }

  /** Whoever has one account means something else by a second tap. */
  async function openIfSeveral(): Promise<void> {
    if ((await (await app.accounts()).count()) > 1) open();
  }

  const options = { capture: true };
  const listeners = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointercancel', cancel],
    ['pointerup', cancel],
    ['contextmenu', menu],
    ['click', click],
  ] as const;
  for (const [name, listener] of listeners) target.addEventListener(name, listener as (event: Event) => void, options);
  return () => {
    cancel();
    for (const [name, listener] of listeners) target.removeEventListener(name, listener as (event: Event) => void, options);
  };
}

/** Whether one is on one's own page already. */
const isThere = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('a')?.getAttribute('aria-current') === 'page';
