import { type Note, type NotesMessage, showNote } from '../../sw/notes.ts';

type Container = Pick<ServiceWorkerContainer, 'getRegistration'>;

const container = (): Container | undefined => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined);

/** Hands notes to the service worker, which shows them while the app is out of sight. */
export async function showNotes(notes: readonly Note[]): Promise<void> {
  const message: NotesMessage = { type: 'notes', notes };
  (await container()?.getRegistration())?.active?.postMessage(message);
}

/** Shows one now, also while the app is in sight. Resolves when the system has taken it; rejects when it does not. */
export async function showNow(note: Note): Promise<void> {
  const registration = await container()?.getRegistration();
  if (registration === undefined) throw new Error('no service worker');
  await showNote(note, registration);
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
