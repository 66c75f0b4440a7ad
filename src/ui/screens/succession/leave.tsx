import { type FormEvent, type ReactNode, useState } from 'react';
import type { SuccessionDesk } from '../../../services/succession/succession-api.ts';
import { useMe } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';

interface LeaveProps {
  readonly desk: SuccessionDesk;
  readonly onDone: () => void;
}

/** To another account of one's own, which names this one. */
export function MoveAway(props: LeaveProps & { readonly movedTo: string | undefined }): ReactNode {
  const { desk, onDone, movedTo } = props;
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const words = {
    yourself: 'leave.yourself',
    'not-found': 'leave.not-found',
    'does-not-name-you': 'leave.does-not-name-you',
    'read-only': 'error.read-only',
    'storage-full': 'succession.storage-full',
  } as const;

  async function move(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const moved = await desk.moveTo(address).catch(() => undefined);
    setBusy(false);
    if (moved?.ok === true) return onDone();
    setError(moved === undefined ? t('succession.unexpected') : t(words[moved.error.type]));
  }

  return (
    <Section title={t('leave.move')} lead={t('leave.move-text')}>
      {movedTo !== undefined && <p role="status">{t('leave.moved', { address: movedTo })}</p>}
      <form onSubmit={(event) => void move(event)}>
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
            setError(undefined);
          }}
        />
        <Button type="submit" busy={busy || address.trim() === ''}>
          {t('leave.do-move')}
        </Button>
      </form>
    </Section>
  );
}

/** The end of the account: the name typed, and asked once more. */
export function CloseAccount(props: LeaveProps): ReactNode {
  const { desk, onDone } = props;
  const { profile } = useMe();
  const [name, setName] = useState('');
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string>();

  async function close(): Promise<void> {
    setAsking(false);
    const closed = await desk.close(name).catch(() => undefined);
    if (closed?.ok === true) return onDone();
    const isName = closed?.error.type === 'wrong-name';
    setError(isName ? t('leave.wrong-name') : t('succession.unexpected'));
  }

  return (
    <Section title={t('leave.close')} lead={t('leave.close-text')}>
      <TextField
        label={t('leave.type-name', { name: profile.username })}
        value={name}
        error={error}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <ButtonRow>
        <ButtonLink href={paths.backup}>{t('leave.backup')}</ButtonLink>
        <Button kind="danger" busy={name.trim() === ''} onClick={() => setAsking(true)}>
          {t('leave.do-close')}
        </Button>
      </ButtonRow>
      {asking && (
        <ConfirmDialog
          title={t('leave.close')}
          text={t('leave.close-sure')}
          confirm={t('leave.do-close')}
          onConfirm={() => void close()}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
