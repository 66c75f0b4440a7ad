import type { PollenApp, PostView } from '../../services/app-api.ts';
import { mostTiles } from '../components/attachments.tsx';
import { urls } from '../hooks/use-media.ts';

/** Longer than this nobody waits for a picture before the post is drawn, ms. */
const patienceMs = 150;

/**
 * Fetches the pictures that a post is going to show, so that it is drawn once, with them, instead of once more for each. Resolves in a
 * moment in any case.
 */
export async function fetchAhead(app: PollenApp, { author, attachments, warning, sensitive, filtered }: PostView): Promise<void> {
  if (warning !== undefined || sensitive === true || filtered !== undefined) return;
  const wanted = attachments.flatMap(({ digest, mediaType }) => (mediaType.startsWith('image/') ? (digest ?? []) : []));
  if (wanted.length === 0) return;
  const borrowed = wanted.slice(0, mostTiles).map(async (digest) => {
    await urls.borrow(digest, () => app.mediaUrl(digest, author.id));
    urls.hold(digest);
    urls.giveBack(digest);
  });
  await Promise.race([Promise.all(borrowed), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}
