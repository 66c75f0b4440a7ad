import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
// Also of the page before it was loaded again: what it left in the history is passed by.
import '../app/back-stack.ts';
import { useInterface } from '../app/interface.tsx';
import { useAppBadge } from '../hooks/use-app-badge.ts';
import { useLive } from '../hooks/use-live.ts';
import { watchMe } from '../screens/accounts/press-me.ts';
import { ScheduleWatch } from '../screens/composer/schedule-watch.tsx';
import type { Words } from '../app/notices.ts';
import { t } from '../text/translate.ts';
import { install, isInstalled, shouldOfferInstall } from './install.ts';
import { installPrompt } from './install-prompt.ts';
import { readNotifyChoice } from './notify-choice.ts';
import { openPostsByClick } from './open-by-click.ts';
import { tellNews } from './tell-news.ts';
import { watchUpdates } from './updates.ts';
import { useFrameColour } from './use-frame-colour.ts';
import { closeNotes, mayNotify, showNotes } from './worker.ts';

/** Messages that wait for an answer stay for a day; timers of browsers go no further than 24 of them. */
const stayMs = 86_400_000;

/**
 * What the app does as an app: newer versions, notifications of the system, the number on its icon, the offer to install, posts that open
 * by a click, and another account by a long press. Draws nothing itself.
 */
export function Background(): ReactNode {
  const { app, switching } = useInterface();
  useAppBadge(useLive(app.unread));
  useEffect(() => watchMe(app, () => switching.set(true)), [app, switching]);
  useEffect(() => openPostsByClick(document), []);
  useUpdates();
  useNews();
  useInstallOffer();
  useFrameColour(useLive(app.settings).theme);
  return <ScheduleWatch />;
}

function useUpdates(): void {
  const { notices, composing } = useInterface();
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return undefined;
    const reload = (): void => location.reload();
    let waiting: { readonly text: Words; readonly action: { readonly label: Words; readonly run: () => void } } | undefined;
    // Never over what somebody writes: it goes when the composer opens, and comes back when that is done, unless it was sent away.
    function say(): void {
      if (waiting === undefined) return;
      const { text, action } = waiting;
      const shown = notices.shown.get().find((notice) => notice.action?.run === action.run);
      if (composing.intent.get() === undefined) notices.show(text, { action, untilMs: Date.now() + stayMs });
      else if (shown === undefined) waiting = undefined;
      else notices.dismiss(shown.id);
    }
    const later = (text: Words, label: Words, run: () => void): void => {
      waiting = { text, action: { label, run } };
      if (composing.intent.get() === undefined) say();
    };
    const leaveComposer = composing.intent.subscribe(say);
    const stop = watchUpdates({
      container: navigator.serviceWorker,
      document,
      nowMs: () => Date.now(),
      offer: (accept) =>
        later(
          () => t('update.ready'),
          () => t('update.load'),
          accept,
        ),
      replaced: () =>
        later(
          () => t('update.replaced'),
          () => t('update.reload'),
          reload,
        ),
      mayReload: () => document.visibilityState === 'hidden' && composing.intent.get() === undefined && !isTyping(),
      reload,
    });
    return () => {
      leaveComposer();
      stop();
    };
  }, [notices, composing]);
}

/** Something stands in a field that nothing has stored. */
const isTyping = (): boolean =>
  [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type]), input[type="text"], textarea')].some(
    ({ value, defaultValue }) => value !== defaultValue,
  );

function useNews(): void {
  const { app } = useInterface();
  useEffect(() => {
    const stop = tellNews({
      app,
      choice: () => readNotifyChoice(globalThis.localStorage),
      mayTell: () => document.visibilityState === 'hidden' && mayNotify(),
      show: (notes) => void showNotes(notes).catch(() => undefined),
      nowMs: () => Date.now(),
    });
    const forget = (): void => void closeNotes().catch(() => undefined);
    const read = app.unread.subscribe(() => {
      if (app.unread.get() === 0) forget();
    });
    return () => {
      stop();
      read();
      // Locked, or another account: what the system shows is nobody's business any more.
      forget();
    };
  }, [app]);
}

function useInstallOffer(): void {
  const { notices } = useInterface();
  const [, navigate] = useLocation();
  useEffect(() => {
    const browser = { installed: isInstalled(), agent: navigator.userAgent, touchPoints: navigator.maxTouchPoints };
    if (!shouldOfferInstall(globalThis.localStorage, Date.now(), browser)) return;
    const prompt = installPrompt.get();
    const run = (): void => (prompt === undefined ? navigate('/settings/app') : void install(prompt).catch(() => undefined));
    const label = (): string => (prompt === undefined ? t('install.how') : t('install.do'));
    notices.show(() => t('install.offer'), { action: { label, run }, untilMs: Date.now() + stayMs });
  }, [notices, navigate]);
}
