import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { BackupNudge } from '../../components/backup-nudge.tsx';
import { ConnectionChip } from '../../components/connection-chip.tsx';
import { Feed } from '../../components/feed.tsx';
import { NewPill } from '../../components/new-pill.tsx';
import { Screen } from '../../components/screen.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { useMediaQuery } from '../../hooks/use-media-query.ts';
import { useTimeline } from '../../hooks/use-timeline.ts';
import { t } from '../../text/translate.ts';
import { useAnnounceNew } from './use-announce-new.ts';
import styles from './home.module.css';

const EmptyHome = lazyScreen(async () => (await import('./empty-home.tsx')).EmptyHome, 'reading');
const ImportLine = lazyScreen(async () => (await import('../import/import-line.tsx')).ImportLine);

/** The timeline. `composing`: opened by a link that wants the composer; where that covers all, nothing is read below it. */
export function Home({ composing = false }: { readonly composing?: boolean }): ReactNode {
  const composer = useInterface().composing;
  // As in dialog.module.css.
  const covers = useMediaQuery('(width < 40rem)');
  const [isBelow, setBelow] = useState(composing);

  useEffect(() => {
    if (!composing) return undefined;
    composer.open({ kind: 'new' });
    return composer.intent.subscribe(() => {
      if (composer.intent.get() === undefined) setBelow(false);
    });
  }, [composing, composer]);

  return isBelow && covers ? <Screen title={t('home.title')}>{null}</Screen> : <Timeline />;
}

/** What the people one follows have written, newest first. */
function Timeline(): ReactNode {
  const { app, preferences } = useInterface();
  const importing = useLive(preferences.importing);
  const { list, state } = useTimeline('home', (page) => app.home(page));
  useAnnounceNew(state);

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
