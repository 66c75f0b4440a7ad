import type { ReactNode } from 'react';
import type { PostView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Feed } from '../../components/feed.tsx';
import { Screen } from '../../components/screen.tsx';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { postTopics, useListing } from '../../hooks/use-listing.ts';
import { t } from '../../text/translate.ts';

const keyOf = (post: PostView): string => post.key;

/** Posts kept for later; only their keeper sees which. */
export function Bookmarks(): ReactNode {
  const app = useApp();
  const area = useKeepFocus();
  const { list, state } = useListing<PostView>('bookmarks', postTopics, () => ({
    keyOf,
    load: async (page) => (await app.collections()).bookmarks(page),
    atOnce: () => true,
  }));
  return (
    <Screen title={t('bookmarks.title')} back>
      <div ref={area}>
        <Feed
          label={t('bookmarks.title')}
          list={list}
          state={state}
          empty={<EmptyState icon="bookmark" title={t('bookmarks.empty-title')} text={t('bookmarks.empty-text')} />}
          end={<p>{t('bookmarks.end')}</p>}
        />
      </div>
    </Screen>
  );
}
