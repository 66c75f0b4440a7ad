import { type ReactNode, Suspense, useEffect } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { BackupNudge } from '../../components/backup-nudge.tsx';
import { ConnectionChip } from '../../components/connection-chip.tsx';
import { Feed } from '../../components/feed.tsx';
import { NewPill } from '../../components/new-pill.tsx';
import { Screen } from '../../components/screen.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { useTimeline } from '../../hooks/use-timeline.ts';
import { t } from '../../text/translate.ts';
import { useAnnounceNew } from './use-announce-new.ts';
import styles from './home.module.css';

const EmptyHome = lazyScreen(async () => (await import('./empty-home.tsx')).EmptyHome, 'reading');
const ImportLine = lazyScreen(async () => (await import('../import/import-line.tsx')).ImportLine);

/** What the people one follows have written, newest first. `composing`: opened by a link that wants the composer. */
export function Home(props: { readonly composing?: boolean }): ReactNode {
  const { app, composing, preferences } = useInterface();
  const importing = useLive(preferences.importing);
  const { list, state } = useTimeline('home', (page) => app.home(page));
  useAnnounceNew(state);

  useEffect(() => {
    if (props.composing === true) composing.open({ kind: 'new' });
  }, [props.composing, composing]);

  return (
    <Screen
      title={t('home.title')}
      restores={list.place !== undefined}
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
      <NewPill list={list} state={state} catchUp />
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
