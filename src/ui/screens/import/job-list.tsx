import { type ReactNode, useEffect } from 'react';
import type { FilesDesk } from '../../../services/import/files-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Section } from '../../components/section.tsx';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { JobCard } from './job-card.tsx';
import styles from './import.module.css';

/** What is going on, and what went on; the newest first. */
export function JobList(props: { readonly desk: FilesDesk }): ReactNode {
  const { desk } = props;
  const { preferences } = useInterface();
  const area = useKeepFocus();
  const jobs = useLive(desk.jobs);
  const underway = jobs.some((job) => job.state === 'running' || job.state === 'paused');
  // The timeline shows a line about it, and should not load all this to learn that there is nothing to say.
  useEffect(() => preferences.setImporting(underway), [preferences, underway]);
  if (jobs.length === 0) return null;
  return (
    <Section title={t('import.jobs')}>
      <div className={styles.cards} ref={area}>
        {jobs
          .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
          .map((job) => (
            <JobCard key={job.id} desk={desk} job={job} />
          ))}
      </div>
    </Section>
  );
}
