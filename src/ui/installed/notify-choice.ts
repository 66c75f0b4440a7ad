import type { NotificationView } from '../../services/app-api.ts';

/** What is said in a conversation goes with the answers. */
export type NotifyKind = Exclude<NotificationView['type'], 'conversation' | 'successor' | 'ended'>;

/** In the order in which they are offered. */
export const notifyKinds: readonly NotifyKind[] = ['mention', 'reply', 'follow', 'post', 'like', 'boost'];

/** What this browser may say while the app is in the background. Belongs to the device, not to the account. */
export interface NotifyChoice {
  readonly on: boolean;
  readonly kinds: readonly NotifyKind[];
  /** Whether the words of posts stand in it. */
  readonly words: boolean;
}

/** Likes and boosts are many, and can wait. */
export const usualChoice: NotifyChoice = { on: false, kinds: ['mention', 'reply', 'follow', 'post'], words: true };

const key = 'pollen.notify';

/** What was chosen; the usual where nothing was, or where it cannot be read. */
export function readNotifyChoice(storage: Pick<Storage, 'getItem'> | undefined): NotifyChoice {
  try {
    const stored = JSON.parse(storage?.getItem(key) ?? '') as Partial<Record<keyof NotifyChoice, unknown>>;
    const kinds = Array.isArray(stored.kinds) ? stored.kinds : usualChoice.kinds;
    return {
      on: stored.on === true,
      kinds: notifyKinds.filter((kind) => kinds.includes(kind)),
      words: stored.words !== false,
    };
  } catch {
    return usualChoice;
  }
}

/** False: it lasts until the page is closed only. */
export function writeNotifyChoice(storage: Pick<Storage, 'setItem'> | undefined, choice: NotifyChoice): boolean {
  try {
    storage?.setItem(key, JSON.stringify(choice));
    return storage !== undefined;
  } catch {
    return false;
  }
}
