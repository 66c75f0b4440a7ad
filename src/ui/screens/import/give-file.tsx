import { type ReactNode, useState } from 'react';
import type { FilesDesk, JobView } from '../../../services/import/files-api.ts';
import { t } from '../../text/translate.ts';
import styles from './import.module.css';

/** A file that could not be kept is chosen again after a reload; another one is refused, and nothing is lost by it. */
export function GiveFile(props: { readonly desk: FilesDesk; readonly job: JobView }): ReactNode {
  const { desk, job } = props;
  const [state, setState] = useState<'idle' | 'looking' | 'another' | 'failed'>('idle');

  async function give(file: File): Promise<void> {
    setState('looking');
    try {
      setState((await desk.giveFile(job.id, file)) ? 'idle' : 'another');
    } catch {
      setState('failed');
    }
  }

  return (
    <div>
      <label className={styles.pick}>
        {state === 'looking' ? t('import.reading') : t('import.give-file')}
        <input
          className="visually-hidden"
          type="file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void give(file);
            event.target.value = '';
          }}
        />
      </label>
      <p role="alert" className={styles.note}>
        {state === 'another' && t('import.another-file', { file: job.fileName })}
        {state === 'failed' && t('import.unexpected')}
      </p>
    </div>
  );
}
