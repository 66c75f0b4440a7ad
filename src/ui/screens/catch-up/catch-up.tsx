import { type ReactNode, useEffect, useState } from 'react';
import type { CatchUpView } from '../../../services/catch-up/catch-up-view.ts';
import { useApp, useInterface } from '../../app/interface.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { Report } from './report.tsx';
import styles from './catch-up.module.css';

const hourMs = 3_600_000;
const hours = [1, 3, 6, 12, 24] as const;
/** Longer ago than this, "since your last visit" would be a second timeline. */
const longestMs = 72 * hourMs;

type State =
  | { readonly status: 'asking' }
  | { readonly status: 'gathering'; readonly posts: number }
  | { readonly status: 'ready'; readonly view: CatchUpView }
  | { readonly status: 'failed' };

/** What was chosen last, so that whoever comes back from a post finds the report again; the posts themselves are gathered anew. */
let lastSinceMs: number | undefined;

/** What happened while one was away, with an end that can be reached. */
export function CatchUp(): ReactNode {
  const app = useApp();
  const { places } = useInterface();
  // An object of its own for each time that it is asked for.
  const [request, setRequest] = useState(lastSinceMs === undefined ? undefined : { sinceMs: lastSinceMs });
  const sinceMs = request?.sinceMs;
  const [state, setState] = useState<State>({ status: sinceMs === undefined ? 'asking' : 'gathering', posts: 0 });
  const [nowMs] = useState(() => Date.now());
  const seenMs = places.seenBefore();
  const visitMs = seenMs !== undefined && nowMs - seenMs < longestMs && nowMs - seenMs > hourMs / 12 ? seenMs : undefined;

  useEffect(() => {
    if (request === undefined) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const onProgress = (posts: number): void => setState({ status: 'gathering', posts });
    app
      .reading()
      .then((desk) => desk.catchUp(request.sinceMs, { signal, onProgress }))
      .then(
        (view) => !signal.aborted && setState({ status: 'ready', view }),
        () => !signal.aborted && setState({ status: 'failed' }),
      );
    return () => stop.abort();
  }, [app, request]);

  function choose(next: number): void {
    lastSinceMs = next;
    setState({ status: 'gathering', posts: 0 });
    setRequest({ sinceMs: next });
  }

  const options = [
    ...(visitMs === undefined ? [] : [{ atMs: visitMs, label: t('caught.since-visit') }]),
    ...hours.map((count) => ({ atMs: nowMs - count * hourMs, label: t('caught.hours', { count }) })),
  ];
  return (
    <Screen title={t('caught.title')} back restores={lastSinceMs !== undefined}>
      <fieldset className={styles.periods}>
        <legend>{t('caught.since')}</legend>
        <div>
          {options.map(({ atMs, label }) => (
            <button
              key={label}
              type="button"
              aria-pressed={sinceMs === atMs}
              title={fullTime(atMs, displayLocale())}
              onClick={() => choose(atMs)}
            >
              {label}
            </button>
          ))}
        </div>
      </fieldset>
      {state.status === 'asking' && <EmptyState icon="clock" title={t('caught.ask-title')} text={t('caught.ask-text')} />}
      {state.status === 'gathering' && (
        <>
          <p className={styles.progress} role="status">
            {state.posts > 0 ? t('caught.gathering', { count: state.posts }) : ''}
          </p>
          <PostSkeleton count={5} />
        </>
      )}
      {state.status === 'failed' && (
        <ErrorState
          title={t('feed.failed-title')}
          text={t('feed.failed-text')}
          onRetry={() => setRequest(request && { ...request })}
        />
      )}
      {state.status === 'ready' && <Report key={state.view.untilMs} view={state.view} />}
    </Screen>
  );
}
