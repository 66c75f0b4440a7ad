import { createValue } from '../app/value.ts';

/** What Chromium gives out once it would install the app: asks its user, once. */
export interface InstallPrompt {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Kept until somebody presses a button of ours, since browsers ask at moments that are nobody's choice. Undefined: not offered, or used. */
export const installPrompt = createValue<InstallPrompt | undefined>(undefined);

/** From the very beginning: the event comes once, and waits for nobody. */
export function keepInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installPrompt.set(event as Event & InstallPrompt);
  });
  addEventListener('appinstalled', () => installPrompt.set(undefined));
}
