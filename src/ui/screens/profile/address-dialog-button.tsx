import { type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import type { PersonView } from '../../../services/app-api.ts';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { addressPath } from '../../app/paths.ts';
import { AddressCard } from '../../components/address-card.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../text/translate.ts';
import styles from './profile.module.css';

const Scanner = lazyScreen(async () => (await import('../follow/scanner.tsx')).Scanner);

/** Shows the address card over the profile; on one's own, two people who meet show one code and scan the other. */
export function AddressDialogButton(props: { readonly person: PersonView; readonly link: string }): ReactNode {
  const [shown, setShown] = useState<'card' | 'scanner'>();
  const [, navigate] = useLocation();
  const label = props.person.me ? t('address.mine') : t('address.theirs');
  const close = (): void => setShown(undefined);
  return (
    <>
      <Button icon="scan" onClick={() => setShown('card')}>
        {label}
      </Button>
      {shown === 'card' && (
        <Dialog title={label} onClose={close}>
          <AddressCard person={props.person} link={props.link} />
          {props.person.me && (
            <div className={styles.meet}>
              <p>{t('address.meet')}</p>
              <Button icon="scan" onClick={() => setShown('scanner')}>
                {t('address.scan-theirs')}
              </Button>
            </div>
          )}
        </Dialog>
      )}
      {shown === 'scanner' && (
        <Suspense>
          <Scanner onClose={close} onFound={(found) => navigate(addressPath(found))} />
        </Suspense>
      )}
    </>
  );
}
