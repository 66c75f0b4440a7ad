// What finds pictures without the page's own thread: loads with the first picture.
import { trustedScript } from './services/trusted-script.ts';
import { createMediaFinder, type FindMedia } from './storage/media/media-finder.ts';

export async function loadFindMedia(): Promise<FindMedia> {
  const { default: url } = await import('./storage/media/media-worker.ts?worker&url');
  return createMediaFinder(() => new Worker(trustedScript(url), { type: 'module' }));
}
