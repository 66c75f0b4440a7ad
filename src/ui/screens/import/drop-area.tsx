import { type ReactNode, useId } from 'react';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import type { IncomingFile } from './incoming-files.ts';
import styles from './import.module.css';

/** Where files are handed over; the whole screen takes drops, this says so and opens the picker. */
export function DropArea(props: {
  readonly over: boolean;
  readonly onFiles: (files: readonly IncomingFile[]) => void;
}): ReactNode {
  const { over, onFiles } = props;
  const hintId = useId();
  return (
    <div className={`${styles.drop} ${over ? styles.over : ''}`}>
      <span className={styles.dropMark}>
        <Icon name="people" size={30} />
      </span>
      <p className={styles.dropText} id={hintId}>
        {over ? t('import.let-go') : t('import.drop')}
      </p>
      <label className={styles.pick}>
        {t('import.choose')}
        <input
          className="visually-hidden"
          type="file"
          multiple
          accept=".csv,.zip,.gz,.tgz,text/csv,application/zip,application/gzip"
          aria-describedby={hintId}
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])].map((file) => ({ file })));
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      </label>
    </div>
  );
}
