import { type FormEvent, type ReactNode, useState } from 'react';
import type { DevicesDesk, DeviceView } from '../../../services/devices/devices-api.ts';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './devices.module.css';

/** One device: what it is called, when it was used, and what can be done about it. */
export function DeviceRow(props: {
  readonly desk: DevicesDesk;
  readonly device: DeviceView;
  readonly onChange: () => void;
}): ReactNode {
  const { desk, device, onChange } = props;
  const [name, setName] = useState<string>();
  const [forgetting, setForgetting] = useState(false);
  const shown = device.name === '' ? t('devices.unnamed') : device.name;

  async function rename(event: FormEvent): Promise<void> {
    event.preventDefault();
    setName(undefined);
    if (name !== undefined && name.trim() !== '') await desk.rename(device.id, name);
    onChange();
  }

  async function forget(): Promise<void> {
    setForgetting(false);
    await desk.forget(device.id);
    onChange();
  }

  return (
    <li className={styles.item}>
      <Icon name="device" />
      <div className={styles.words}>
        <strong dir="auto">{shown}</strong>
        <span className={styles.quiet}>
          {device.here ? t('devices.here') : t('devices.used', { day: dayText(device.usedAtMs) })}
        </span>
      </div>
      <div className={styles.actions}>
        <Button kind="quiet" aria-label={t('devices.rename-one', { name: shown })} onClick={() => setName(device.name)}>
          {t('devices.rename')}
        </Button>
        {!device.here && (
          <Button kind="quiet" aria-label={t('devices.forget-one', { name: shown })} onClick={() => setForgetting(true)}>
            {t('devices.forget')}
          </Button>
        )}
      </div>
      {name !== undefined && (
        <Dialog title={t('devices.rename-one', { name: shown })} onClose={() => setName(undefined)}>
          <form className={styles.form} onSubmit={(event) => void rename(event)}>
            <TextField
              label={t('devices.name')}
              value={name}
              maxLength={60}
              dir="auto"
              data-first-focus
              onChange={(event) => setName(event.target.value)}
            />
            <Button kind="main" type="submit">
              {t('devices.save-name')}
            </Button>
          </form>
        </Dialog>
      )}
      {forgetting && (
        <Dialog title={t('devices.forget-title', { name: shown })} onClose={() => setForgetting(false)}>
          <div className={styles.pairing}>
            <p className={styles.text}>{t('devices.forget-text')}</p>
            <p className={styles.text}>{t('devices.forget-lost')}</p>
            <div className={styles.buttons}>
              <Button onClick={() => setForgetting(false)}>{t('action.cancel')}</Button>
              <ButtonLink href={paths.successor}>{t('succession.title')}</ButtonLink>
              <Button kind="danger" onClick={() => void forget()}>
                {t('devices.forget-confirm')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </li>
  );
}

/** Days are kept in UTC. */
const dayText = (atMs: number): string =>
  new Intl.DateTimeFormat(displayLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(atMs);
