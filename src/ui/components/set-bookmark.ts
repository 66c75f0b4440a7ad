import type { PostView } from '../../services/app-api.ts';
import type { Interface } from '../app/interface.tsx';
import { t } from '../text/translate.ts';

/** Keeps a post for later, or no longer; only for oneself. */
export async function setBookmark(
  { app, notices }: Pick<Interface, 'app' | 'notices'>,
  post: Pick<PostView, 'id'>,
  isBookmarked: boolean,
): Promise<void> {
  try {
    await (await app.collections()).setBookmark(post.id, isBookmarked);
    notices.show(isBookmarked ? t('bookmarks.added') : t('bookmarks.removed'));
  } catch {
    notices.show(() => t('bookmarks.failed'), { tone: 'trouble' });
  }
}
