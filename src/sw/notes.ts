/**
 * Notifications of the system, shown by the service worker for pages in the background. Nothing is pushed: who is told, and of what, is
 * decided in the page (src/ui/installed/tell-news.ts); the worker knows whether any page is in sight. An example that somebody asks for
 * is shown by the page itself, which learns whether the system took it.
 */
export interface Note {
  readonly title: string;
  readonly body: string;
  /** One with the same tag takes its place. */
  readonly tag: string;
  /** Where a click leads: what stands behind the `#`. */
  readonly place: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly atMs: number;
}

export interface NotesMessage {
  readonly type: 'notes';
  readonly notes: readonly Note[];
}

/** Notes shown at once, at most. */
const most = 5;

interface Windows {
  matchAll(options: { readonly type: 'window'; readonly includeUncontrolled: boolean }): Promise<readonly Page[]>;
  openWindow(url: string): Promise<unknown>;
}

interface Page {
  readonly visibilityState?: string;
  readonly focused?: boolean;
  readonly url: string;
  focus?(): Promise<unknown>;
  navigate?(url: string): Promise<unknown>;
}

export function isNotesMessage(data: unknown): data is NotesMessage {
  return typeof data === 'object' && data !== null && (data as Partial<NotesMessage>).type === 'notes';
}

/** Shows what a page sends, unless some page of the app is in sight: whoever looks at it needs no bell. */
export async function showNotes(
  { notes }: NotesMessage,
  windows: Pick<Windows, 'matchAll'>,
  registration: Pick<ServiceWorkerRegistration, 'showNotification' | 'scope'>,
): Promise<void> {
  const pages = await windows.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return;
  for (const note of notes.slice(0, most)) await showNote(note, registration);
}

/** Resolves when the system has taken it; rejects when it does not. */
export async function showNote(
  { title, body, tag, place, lang, dir, atMs }: Note,
  registration: Pick<ServiceWorkerRegistration, 'showNotification' | 'scope'>,
): Promise<void> {
  const icon = new URL('icons/icon-192.png', registration.scope).href;
  const options = { body, tag, lang, dir, data: { place }, timestamp: atMs, icon, badge: icon };
  await registration.showNotification(title, options);
}

/** Brings a page of the app to the front and to where the note leads; opens one when there is none. */
export async function openNote(data: unknown, windows: Windows, scope: string): Promise<void> {
  const place = typeof data === 'object' && data !== null ? (data as { readonly place?: unknown }).place : undefined;
  // Only ever a place inside of the app: what stands behind the `#` cannot lead elsewhere.
  const safe = typeof place === 'string' && place.startsWith('/') ? place : '/';
  const pages = await windows.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ focused }) => focused === true) ?? pages[0];
  const open = (): Promise<unknown> => windows.openWindow(new URL(`./#${safe}`, scope).href);
  if (page?.navigate === undefined) {
    await open();
    return;
  }
  // Only what stands behind the `#` is another: the page goes there without being loaded anew, also before it hears messages.
  await page.navigate(new URL(`#${safe}`, page.url).href).catch(open);
  // Refused where the system does not take a click for a wish.
  await page.focus?.().catch(() => undefined);
}
