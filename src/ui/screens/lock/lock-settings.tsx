import { type ReactNode, useState } from 'react';
import { idleChoices, type LockDesk, type LockView } from '../../../services/lock/lock-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { SelectField } from '../../components/field.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useDesk } from '../../hooks/use-desk.ts';
import { t } from '../../text/translate.ts';
import { idleText } from './lock-words.ts';
import { LockPasskeys } from './lock-passkeys.tsx';
import { PassphraseForm } from './passphrase-form.tsx';
import styles from './lock.module.css';

/** Turns the app lock on and off, and says what it is good for and what not. */
export function LockSettings(): ReactNode {
  const { app } = useInterface();
  const desk = useDesk('lock', () => app.lock());
  return (
    <Screen title={t('lock.title')} back>
      {desk.status === 'loading' && <PostSkeleton />}
      {desk.status === 'failed' && <ErrorState title={t('lock.failed')} text={t('lock.failed-text')} onRetry={desk.again} />}
      {desk.status === 'ready' && <LockParts desk={desk.value} />}
    </Screen>
  );
}

function LockParts(props: { readonly desk: LockDesk }): ReactNode {
  const { desk } = props;
  const view = useAnswer('lock settings', () => desk.read(), ['lock', 'profile']);
  if (view.status === 'failed') {
    return <ErrorState title={t('lock.failed')} text={t('lock.failed-text')} onRetry={view.again} />;
  }
  if (view.status === 'loading') return <PostSkeleton />;
  if (view.value.on) return <LockOn desk={desk} view={view.value} again={view.again} />;
  return view.value.hasPassphrase ? <LockOff desk={desk} again={view.again} /> : <NoPassphrase />;
}

function NoPassphrase(): ReactNode {
  return (
    <Section title={t('lock.what')} lead={t('lock.what-text')}>
      <p>{t('lock.no-passphrase')}</p>
      <ButtonRow>
        <ButtonLink href={paths.backup} icon="seedling" kind="main">
          {t('backup.save')}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
}

function LockOff(props: { readonly desk: LockDesk; readonly again: () => void }): ReactNode {
  const { notices } = useInterface();
  const [minutes, setMinutes] = useState(15);
  return (
    <>
      <Section title={t('lock.what')} lead={t('lock.what-text')}>
        <p className={styles.note}>{t('lock.not')}</p>
      </Section>
      <Section title={t('lock.turn-on')} lead={t('lock.turn-on-text')}>
        <PassphraseForm
          action={t('lock.turn-on')}
          busyText={t('lock.turning-on')}
          waitUntilMs={undefined}
          main
          onPassphrase={async (passphrase) => {
            const outcome = await props.desk.turnOn(passphrase, minutes);
            if (outcome.ok) notices.show(() => t('lock.is-on'));
            props.again();
            return outcome;
          }}
        >
          <IdleField minutes={minutes} onChange={setMinutes} />
        </PassphraseForm>
      </Section>
    </>
  );
}

function LockOn(props: { readonly desk: LockDesk; readonly view: LockView; readonly again: () => void }): ReactNode {
  const { desk, view, again } = props;
  const { notices } = useInterface();
  return (
    <>
      <Section title={t('lock.on')} lead={t('lock.on-text')}>
        <ButtonRow>
          <Button kind="main" icon="signed" onClick={() => void desk.lock()}>
            {t('lock.now')}
          </Button>
        </ButtonRow>
        <IdleField minutes={view.idleMinutes} onChange={(minutes) => void desk.setIdleMinutes(minutes).then(again)} />
        <p className={styles.note}>{t('lock.not')}</p>
      </Section>
      {view.canUsePasskeys && <LockPasskeys desk={desk} view={view} again={again} />}
      <Section title={t('lock.turn-off')} lead={t('lock.turn-off-text')}>
        <PassphraseForm
          action={t('lock.turn-off')}
          busyText={t('lock.turning-off')}
          waitUntilMs={view.waitUntilMs}
          onPassphrase={async (passphrase) => {
            const outcome = await desk.turnOff(passphrase);
            if (outcome.ok) notices.show(() => t('lock.is-off'));
            again();
            return outcome;
          }}
        />
      </Section>
    </>
  );
}

function IdleField(props: { readonly minutes: number; readonly onChange: (minutes: number) => void }): ReactNode {
  const choices: readonly number[] = idleChoices;
  const shown = choices.includes(props.minutes) ? choices : [props.minutes, ...choices];
  return (
    <SelectField
      label={t('lock.idle')}
      hint={t('lock.idle-hint')}
      value={props.minutes}
      onChange={(event) => props.onChange(Number(event.target.value))}
    >
      {shown.map((minutes) => (
        <option key={minutes} value={minutes}>
          {idleText(minutes)}
        </option>
      ))}
    </SelectField>
  );
}
