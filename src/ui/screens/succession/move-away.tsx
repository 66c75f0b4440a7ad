import { type FormEvent, type ReactNode, useState } from 'react';
import type { MoveError, MoveTarget, SuccessionDesk } from '../../../services/succession/succession-api.ts';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import styles from './succession.module.css';

const words = {
  yourself: 'leave.yourself',
  'not-found': 'leave.not-found',
  unreachable: 'leave.unreachable',
  'does-not-name-you': 'leave.does-not-name-you',
  'read-only': 'error.read-only',
  'storage-full': 'succession.storage-full',
} as const satisfies Record<MoveError['type'], string>;

/** To another account of one's own: looked at first, and only one that names this account can be moved to. */
export function MoveAway(props: {
  readonly desk: SuccessionDesk;
  readonly movedTo: string | undefined;
  readonly onDone: () => void;
}): ReactNode {
  const { desk, onDone, movedTo } = props;
  const [address, setAddress] = useState('');
  const [target, setTarget] = useState<MoveTarget>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function ask<T>(question: Promise<{ ok: true; value: T } | { ok: false; error: MoveError }>): Promise<T | undefined> {
    setBusy(true);
    setError(undefined);
    const answer = await question.catch(() => undefined);
    setBusy(false);
    if (answer?.ok === true) return answer.value;
    setTarget(undefined);
    setError(answer === undefined ? t('succession.unexpected') : t(words[answer.error.type]));
    return undefined;
  }

  async function look(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTarget(await ask(desk.checkMove(address)));
  }

  async function move(): Promise<void> {
    if ((await ask(desk.moveTo(address))) === undefined) return;
    setTarget(undefined);
    setAddress('');
    onDone();
  }

  return (
    <Section title={t('leave.move')} lead={t('leave.move-text')}>
      {movedTo !== undefined && (
        <p className={styles.text} role="status">
          {t('leave.moved', { address: movedTo })}
        </p>
      )}
      <form className={styles.form} onSubmit={(event) => void look(event)}>
        <TextField
          label={t('leave.address')}
          hint={t('leave.address-hint')}
          value={address}
          error={error}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => {
            setAddress(event.target.value);
            setTarget(undefined);
            setError(undefined);
          }}
        />
        {target === undefined && (
          <Button type="submit" busy={busy || address.trim() === ''}>
            {busy ? t('leave.looking') : t('leave.look')}
          </Button>
        )}
      </form>
      <div role="status">
        {target !== undefined && (
          <p className={styles.found}>
            <Icon name="check" />
            <span>{t('leave.names-you', { name: target.name || `@${target.username}` })}</span>
          </p>
        )}
      </div>
      {target !== undefined && (
        <ButtonRow>
          <Button busy={busy} onClick={() => void move()}>
            {t('leave.do-move')}
          </Button>
        </ButtonRow>
      )}
    </Section>
  );
}
