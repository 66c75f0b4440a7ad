import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import type { FilesDesk } from '../../../services/import/files-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Icon } from '../../components/icon.tsx';
import { useDesk } from '../../hooks/use-desk.ts';
import { useLive } from '../../hooks/use-live.ts';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './import-line.module.css';

/** One quiet line on other screens: an import goes on, and how far it is. */
export function ImportLine(): ReactNode {
  const { app } = useInterface();
  const desk = useDesk('files', () => app.files());
  return <div className={styles.place}>{desk.status === 'ready' && <Line desk={desk.value} />}</div>;
}

function Line(props: { readonly desk: FilesDesk }): ReactNode {
  const { preferences } = useInterface();
  const jobs = useLive(props.desk.jobs).filter((job) => job.state === 'running' || job.state === 'paused');
  const needsUser = jobs.some((job) => job.waitsFor === 'file' || job.waitsFor === 'file-permission');
  const none = jobs.length === 0;
  useEffect(() => {
    if (none) preferences.setImporting(false);
  }, [preferences, none]);
  if (none) return null;
  const number = new Intl.NumberFormat(displayLocale());
  const sum = (pick: 'done' | 'total'): string => number.format(jobs.reduce((all, job) => all + job[pick], 0));
  const paused = jobs.every((job) => job.state === 'paused');
  const words = paused ? t('import.line-paused') : t('import.line-running');
  return (
    <Link href={paths.import} className={styles.line}>
      <Icon name={needsUser ? 'warning' : 'people'} size={20} />
      <span className={styles.words}>{needsUser ? t('import.line-needs-you') : words}</span>
      <span className="numbers">{t('import.progress', { done: sum('done'), total: sum('total') })}</span>
    </Link>
  );
}
