import { type ReactNode, Suspense, useState } from 'react';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { RestoreFile } from './restore-file.tsx';
import styles from './welcome.module.css';

const RestoreWords = lazyScreen(async () => (await import('./restore-words.tsx')).RestoreWords);
const RestoreSheet = lazyScreen(async () => (await import('./restore-sheet.tsx')).RestoreSheet);

type Way = 'file' | 'words' | 'sheet';

/** What somebody has of an account that they had before. */
export function RestoreForm(props: { readonly onRestored: () => void }): ReactNode {
  const [way, setWay] = useState<Way>('file');
  const choose = (to: Way, label: string): ReactNode => (
    <Button kind={way === to ? 'plain' : 'quiet'} aria-pressed={way === to} onClick={() => setWay(to)}>
      {label}
    </Button>
  );
  return (
    <>
      <div className={styles.ways} role="group" aria-label={t('restore.ways')}>
        {choose('file', t('restore.by-file'))}
        {choose('words', t('restore.by-words'))}
        {choose('sheet', t('restore.by-sheet'))}
      </div>
      <Suspense>
        {way === 'file' && <RestoreFile onRestored={props.onRestored} />}
        {way === 'words' && <RestoreWords onRestored={props.onRestored} />}
        {way === 'sheet' && <RestoreSheet onRestored={props.onRestored} />}
      </Suspense>
    </>
  );
}
