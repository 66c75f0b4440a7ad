import type { ReactNode } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { useCopy } from '../hooks/use-copy.ts';
import { t } from '../text/translate.ts';
import { Avatar } from './avatar.tsx';
import { Button } from './button.tsx';
import { QrCode } from './qr-code.tsx';
import styles from './address-card.module.css';

/** An address as something to hand over: who, the code, one button. */
export function AddressCard(props: { readonly person: PersonView; readonly link: string }): ReactNode {
  const { person, link } = props;
  const copy = useCopy();
  return (
    <div className={styles.card}>
      <Avatar person={person} size="large" />
      <div>
        <p className={styles.name}>
          <bdi>{person.name || person.username}</bdi>
        </p>
        <p className={styles.handle}>
          <bdi>@{person.username}</bdi>
        </p>
      </div>
      <QrCode text={link} label={t('address.qr', { name: person.name || person.username })} />
      <p className={styles.address}>{person.address}</p>
      <Button kind="main" icon="copy" onClick={() => void copy(link)}>
        {person.me ? t('address.copy') : t('address.copy-theirs')}
      </Button>
    </div>
  );
}
