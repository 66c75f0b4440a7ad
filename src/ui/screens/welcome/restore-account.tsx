import { type ReactNode, Suspense, useState } from 'react';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import styles from './welcome.module.css';

const RestoreForm = lazyScreen(async () => (await import('./restore-form.tsx')).RestoreForm);

/** The other way in: an account that exists already. */
export function RestoreAccount(props: { readonly onRestored: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.other}>
      <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('welcome.restore')}
      </Button>
      {open && (
        <Suspense>
          <RestoreForm onRestored={props.onRestored} />
        </Suspense>
      )}
    </div>
  );
}
