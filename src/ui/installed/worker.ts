import type { Note, NotesMessage } from '../../sw/notes.ts';

type Container = Pick<ServiceWorkerContainer, 'getRegistration'>;

const container = (): Container | undefined => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined);

/** Hands notes to the service worker, which shows them; `asked`: even while the app is in sight. False: there is no worker. */
export async function showNotes(notes: readonly Note[], asked = false): Promise<boolean> {
  const worker = (await container()?.getRegistration())?.active;
  const message: NotesMessage = { type: 'notes', notes, asked };
  worker?.postMessage(message);
  return worker !== null && worker !== undefined;
}

/** Takes away what the system still shows of this app. */
export async function closeNotes(): Promise<void> {
  const registration = await container()?.getRegistration();
  const shown = (await registration?.getNotifications?.()) ?? [];
  for (const note of shown) note.close();
}

/** Whether this browser can show notifications for this page at all. */
export const canNotify = (): boolean => 'Notification' in globalThis && container() !== undefined;

/** Whether its user has allowed it. */
export const mayNotify = (): boolean => canNotify() && Notification.permission === 'granted';
