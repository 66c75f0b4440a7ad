import { type ReactNode, Suspense, useEffect } from 'react';
import type { PostView } from '../../../services/app-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { BackupNudge } from '../../components/backup-nudge.tsx';
import { ConnectionChip } from '../../components/connection-chip.tsx';
import { Feed } from '../../components/feed.tsx';
import { Icon } from '../../components/icon.tsx';
import { Screen } from '../../components/screen.tsx';
import { postTopics, useListing } from '../../hooks/use-listing.ts';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { useAnnounceNew } from './use-announce-new.ts';
import { useKeepPlace } from './use-keep-place.ts';
import styles from './home.module.css';

const EmptyHome = lazyScreen(async () => (await import('./empty-home.tsx')).EmptyHome);
const ImportLine = lazyScreen(async () => (await import('../import/import-line.tsx')).ImportLine);

const keyOf = (post: PostView): string => post.key;
/** One's own new post shows at once, wherever the reader is. */
const isOwn = (post: PostView): boolean => post.author.me && post.boostedBy === undefined;

/** What the people one follows have written, newest first. `composing`: opened by a link that wants the composer. */
export function Home(props: { readonly composing?: boolean }): ReactNode {
  const { app, composing, preferences } = useInterface();
  const importing = useLive(preferences.importing);
  const { list, state } = useListing<PostView>('home', postTopics, () => ({
    keyOf,
    load: (page) => app.home(page),
    atOnce: isOwn,
  }));
  useKeepPlace(list);
  useAnnounceNew(state);

  useEffect(() => {
    if (props.composing === true) composing.open({ kind: 'new' });
  }, [props.composing, composing]);

  function showFresh(): void {
    list.showFresh();
    window.scrollTo(0, 0);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-post]')?.focus({ preventScroll: true }));
  }

  return (
    <Screen
      title={t('home.title')}
      restores={list.position.scrollY > 0}
      actions={
        <span className={styles.chip}>
          <ConnectionChip />
        </span>
      }
    >
      <BackupNudge />
      {importing && (
        <Suspense fallback={<div className={styles.line} />}>
          <ImportLine />
        </Suspense>
      )}
      {state.fresh.length > 0 && (
        <div className={styles.pill}>
          <button type="button" onClick={showFresh}>
            <Icon name="up" size={18} />
            {t('home.new', { count: state.fresh.length })}
          </button>
        </div>
      )}
      <Feed
        label={t('home.title')}
        list={list}
        state={state}
        empty={
          <Suspense>
            <EmptyHome />
          </Suspense>
        }
      />
    </Screen>
  );
}
