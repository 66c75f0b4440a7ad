import { type ReactNode, useState } from 'react';
import { readSheetCode, type SheetCode } from '../../../services/recovery/sheet.ts';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { Scanner } from '../follow/scanner.tsx';
import { RestoreWords } from './restore-words.tsx';
import styles from './welcome.module.css';

/** The code of a printed sheet, from the camera or a picture; its words can be typed just as well. */
export function RestoreSheet(props: { readonly onRestored: () => void }): ReactNode {
  const [scanning, setScanning] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [sheet, setSheet] = useState<SheetCode>();

  function found(text: string): void {
    const read = readSheetCode(text);
    setProblem(read === undefined ? t('restore.no-sheet') : undefined);
    if (read === undefined) return;
    setSheet(read);
    setScanning(false);
  }

  if (sheet !== undefined) {
    return <RestoreWords key={sheet.words.join(' ')} sheet={sheet} onRestored={props.onRestored} />;
  }
  return (
    <div className={styles.form}>
      <p>{t('restore.sheet-text')}</p>
      <Button onClick={() => setScanning(true)}>{t('restore.scan')}</Button>
      {scanning && <Scanner problem={problem} onFound={found} onClose={() => setScanning(false)} />}
    </div>
  );
}
