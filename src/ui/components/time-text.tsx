import type { ReactNode } from 'react';
import { useNow } from '../hooks/use-now.ts';
import { fullTime, relativeTime } from '../text/relative-time.ts';
import { displayLocale } from '../text/translate.ts';

/** "4m", with the whole moment on hover. */
export function TimeText(props: { readonly atMs: number }): ReactNode {
  const nowMs = useNow();
  const locale = displayLocale();
  return (
    <time className="numbers" dateTime={new Date(props.atMs).toISOString()} title={fullTime(props.atMs, locale)}>
      {relativeTime(props.atMs, nowMs, locale)}
    </time>
  );
}
