import { type ReactNode, useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { CheckField } from '../../components/field.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import {
  type NotifyChoice,
  type NotifyKind,
  notifyKinds,
  readNotifyChoice,
  writeNotifyChoice,
} from '../../installed/notify-choice.ts';
import { exampleNote } from '../../installed/tell-news.ts';
import { canNotify, mayNotify, showNow } from '../../installed/worker.ts';
import { t } from '../../text/translate.ts';
import { browserKind } from '../room/browser-kind.ts';
import styles from './settings.module.css';

const kindWords: Readonly<Record<NotifyKind, () => string>> = {
  mention: () => t('notify.kind-mention'),
  reply: () => t('notify.kind-reply'),
  follow: () => t('notify.kind-follow'),
  post: () => t('notify.kind-post'),
  like: () => t('notify.kind-like'),
  boost: () => t('notify.kind-boost'),
};

/** What the system shows while the app is in the background: asked for here and nowhere else. */
export function NotifyPage(): ReactNode {
  const { notices } = useInterface();
  const [choice, setChoice] = useState(() => readNotifyChoice(globalThis.localStorage));
  const [refused, setRefused] = useState(false);
  const [tried, setTried] = useState<'shown' | 'failed'>();
  const on = choice.on && mayNotify();

  function choose(changes: Partial<NotifyChoice>): void {
    const next = { ...choice, ...changes };
    setChoice(next);
    if (!writeNotifyChoice(globalThis.localStorage, next)) notices.show(() => t('settings.failed'), { tone: 'trouble' });
  }

  async function turnOn(): Promise<void> {
    const answer = await Notification.requestPermission();
    setRefused(answer !== 'granted');
    if (answer !== 'granted') return;
    choose({ on: true });
    notices.say(t('notify.is-on'));
  }

  async function showExample(): Promise<void> {
    setTried(undefined);
    const outcome = await showNow(exampleNote(Date.now())).then(
      () => 'shown' as const,
      () => 'failed' as const,
    );
    setTried(outcome);
  }

  return (
    <Screen title={t('notify.title')} back>
      <Section title={t('notify.what')} lead={t('notify.lead')}>
        <p className={styles.note}>{t('notify.closed')}</p>
        {!canNotify() && <p role="note">{unableText()}</p>}
        {canNotify() && (
          <ButtonRow>
            {on ? (
              <Button onClick={() => choose({ on: false })}>{t('notify.turn-off')}</Button>
            ) : (
              <Button kind="main" icon="bell" onClick={() => void turnOn().catch(() => setRefused(true))}>
                {t('notify.turn-on')}
              </Button>
            )}
            {on && <Button onClick={() => void showExample()}>{t('notify.try')}</Button>}
          </ButtonRow>
        )}
        <p role="status">
          {refused && t('notify.refused')}
          {on && tried !== undefined && (tried === 'shown' ? t('notify.shown') : t('notify.not-shown'))}
        </p>
      </Section>
      {on && (
        <Section title={t('notify.kinds')}>
          {notifyKinds.map((kind) => (
            <CheckField
              key={kind}
              label={kindWords[kind]()}
              checked={choice.kinds.includes(kind)}
              onChange={({ target }) =>
                choose({ kinds: notifyKinds.filter((one) => (one === kind ? target.checked : choice.kinds.includes(one))) })
              }
            />
          ))}
          <CheckField
            label={t('notify.words')}
            hint={t('notify.words-hint')}
            checked={choice.words}
            onChange={({ target }) => choose({ words: target.checked })}
          />
        </Section>
      )}
    </Screen>
  );
}

/** On iPhones and iPads only installed apps may notify. */
function unableText(): string {
  return browserKind(navigator.userAgent, navigator.maxTouchPoints).way === 'ios' ? t('notify.unable-ios') : t('notify.unable');
}
