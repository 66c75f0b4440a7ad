import type { Did } from '../../../protocol/brand.ts';

const key = 'pollen.chosen';

/** Somebody said which account something is for; the page of that account is told, as it starts anew. */
export function rememberChosen(did: Did): void {
  try {
    sessionStorage.setItem(key, did);
  } catch {
    // Forbidden: then they are asked once more.
  }
}

/** Whether `did` was just chosen; true once. */
export function takeChosen(did: Did): boolean {
  try {
    const chosen = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return chosen === did;
  } catch {
    return false;
  }
}
