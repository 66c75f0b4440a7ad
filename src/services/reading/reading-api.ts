import type { ObjectId } from '../../protocol/brand.ts';
import type { CatchUpView } from '../catch-up/catch-up-view.ts';
import type { VersionView } from '../views/view-types.ts';

/** What reading needs besides timelines. */
export interface ReadingDesk {
  /** What the people followed wrote and shared after a moment (ms), gathered from this device. `onProgress` counts posts. */
  catchUp(
    sinceMs: number,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (posts: number) => void },
  ): Promise<CatchUpView>;
  /** Versions of a post that were seen here, the newest first; empty when it is not here. */
  versions(id: ObjectId): Promise<readonly VersionView[]>;
  /** Asks whoever may have it for a post and what was answered; true when the post is on this device afterwards. */
  seek(id: ObjectId): Promise<boolean>;
}
