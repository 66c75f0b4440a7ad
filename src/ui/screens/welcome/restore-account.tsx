import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import styles from './welcome.module.css';

const RestoreForm = lazyScreen(async () => (await import('./restore-form.tsx')).RestoreForm);
const JoinDevice = lazyScreen(async () => (await import('../devices/join-device.tsx')).JoinDevice);

/** The other ways in: an account that exists already. */
export function RestoreAccount(props: {
  readonly onRestored: () => void;
  /** Whether the account of another device is being brought here: nobody should make a new one meanwhile. */
  readonly onJoining: (joining: boolean) => void;
}): ReactNode {
  const { onRestored, onJoining } = props;
  const [location, navigate] = useLocation();
  const arrived = /^\/pair\/(.+)$/.exec(location)?.[1];
  const [code, setCode] = useState(arrived);
  const [open, setOpen] = useState<'backup' | 'device' | false>(arrived !== undefined && 'device');
  if (arrived !== undefined && arrived !== code) {
    setCode(arrived);
    setOpen('device');
  }
  useEffect(() => {
    // Good for once, and nothing for the history.
    if (arrived !== undefined) navigate('/', { replace: true });
  }, [arrived, navigate]);
  useEffect(() => onJoining(open === 'device'), [open, onJoining]);
  return (
    <div className={styles.other}>
      <Button kind="quiet" aria-expanded={open === 'device'} onClick={() => setOpen(open !== 'device' && 'device')}>
        {t('welcome.join')}
      </Button>
      <Button kind="quiet" aria-expanded={open === 'backup'} onClick={() => setOpen(open !== 'backup' && 'backup')}>
        {t('welcome.restore')}
      </Button>
      {open === 'device' && (
        <Suspense>
          <JoinDevice key={code} code={code} />
        </Suspense>
      )}
      {open === 'backup' && (
        <Suspense>
          <RestoreForm onRestored={onRestored} />
        </Suspense>
      )}
    </div>
  );
}
