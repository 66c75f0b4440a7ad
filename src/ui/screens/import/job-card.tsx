import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FilesDesk, JobView, RowState } from '../../../services/import/files-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Icon } from '../../components/icon.tsx';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { GiveFile } from './give-file.tsx';
import { jobStateText, kindWords, quarterOf, rowStates, rowStateText, waitText } from './import-words.ts';
import { JobButtons } from './job-buttons.tsx';
import { JobRows } from './job-rows.tsx';
import styles from './import.module.css';

/** One import: how far it is, what came of each row, and what can be done about it. */
export function JobCard(props: { readonly desk: FilesDesk; readonly job: JobView }): ReactNode {
  const { desk, job } = props;
  const words = kindWords(job.kind);
  const number = new Intl.NumberFormat(displayLocale());
  const progress = t('import.progress', { done: number.format(job.done), total: number.format(job.total) });
  useTellProgress(job);
  return (
    <section className={styles.card} aria-label={`${words.job}, ${job.fileName}`}>
      <header className={styles.jobHead}>
        <h3 className={styles.cardTitle}>{words.job}</h3>
        <p className={`${styles.jobState} ${job.state === 'finished' ? styles.good : ''}`}>
          {job.state === 'finished' && <Icon name="check" size={18} />}
          {jobStateText(job)}
        </p>
      </header>
      <p className={styles.fileName}>
        <bdi>{job.fileName}</bdi>
      </p>
      <progress className={styles.progress} aria-label={words.job} value={job.done} max={Math.max(1, job.total)} />
      <p className="numbers">
        {progress}
        {job.mediaBytes !== undefined && ` · ${t('import.media-so-far', { size: byteSize(job.mediaBytes, displayLocale()) })}`}
      </p>
      {job.waitsFor !== undefined && job.state === 'running' && (
        <p className={styles.trouble} role="status">
          <Icon name="warning" />
          <span>{waitText(job.waitsFor, job.fileName)}</span>
        </p>
      )}
      {job.waitsFor === 'file' && <GiveFile desk={desk} job={job} />}
      <JobButtons desk={desk} job={job} />
      <RowFilters desk={desk} job={job} />
    </section>
  );
}

/** Counts by state, each a filter: pressing one shows its rows, pressing it again puts them away. */
function RowFilters(props: { readonly desk: FilesDesk; readonly job: JobView }): ReactNode {
  const { desk, job } = props;
  const [state, setState] = useState<RowState>();
  const number = new Intl.NumberFormat(displayLocale());
  const shown = rowStates.filter((name) => (job.counts[name] ?? 0) > 0 || name === state);
  if (shown.length === 0) return null;
  return (
    <>
      <fieldset className={styles.filters}>
        <legend className="visually-hidden">{t('import.filters')}</legend>
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.filter}
            aria-pressed={name === state}
            onClick={() => setState(name === state ? undefined : name)}
          >
            {rowStateText(name, job.kind)} <span className="numbers">{number.format(job.counts[name] ?? 0)}</span>
          </button>
        ))}
      </fieldset>
      {state !== undefined && <JobRows key={state} desk={desk} job={job} state={state} />}
    </>
  );
}

/** Says aloud when a quarter is done, and when it stops or ends. */
function useTellProgress(job: JobView): void {
  const { notices } = useInterface();
  const told = useRef<string>(undefined);
  const { done, total, kind, state } = job;
  useEffect(() => {
    const now = `${state} ${quarterOf({ done, total })}`;
    const first = told.current === undefined;
    if (now === told.current) return;
    told.current = now;
    if (first) return;
    const name = kindWords(kind).job;
    notices.say(state === 'finished' ? t('import.tell-finished', { name }) : t('import.tell-progress', { name, done, total }));
  }, [notices, done, total, kind, state]);
}
