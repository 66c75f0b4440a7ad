import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { FilesDesk, JobView, RowState, RowView } from '../../../services/import/files-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { personPath } from '../../app/paths.ts';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import styles from './import.module.css';

const pageSize = 50;
const readAgainAfterMs = 500;

interface Rows {
  readonly list: readonly RowView[];
  readonly more: boolean;
}

/** Rows of one state, a page at a time; while the job goes on, what is shown is read again now and then. */
export function JobRows(props: { readonly desk: FilesDesk; readonly job: JobView; readonly state: RowState }): ReactNode {
  const { desk, job, state } = props;
  const { rows, failed, showMore, again } = useRows(desk, job, state);
  if (failed) {
    return (
      <p role="alert">
        {t('import.rows-failed')} <Button onClick={again}>{t('state.retry')}</Button>
      </p>
    );
  }
  if (rows === undefined) return <p className={styles.note}>{t('state.loading')}</p>;
  return (
    <>
      <ul className={styles.rows}>
        {rows.list.map((row) => (
          <Row key={row.index} row={row} onTakePollen={() => desk.takePollen(job.id, row.index)} />
        ))}
      </ul>
      {rows.list.length === 0 && <p className={styles.note}>{t('import.no-rows')}</p>}
      {rows.more && <Button onClick={showMore}>{t('import.more-rows')}</Button>}
    </>
  );
}

function Row(props: { readonly row: RowView; readonly onTakePollen: () => Promise<void> }): ReactNode {
  const { row, onTakePollen } = props;
  const { notices } = useInterface();
  const [busy, setBusy] = useState(false);
  const { person, label, reason } = row;
  const name = person?.name ?? '';

  function takePollen(): void {
    setBusy(true);
    onTakePollen()
      .then(() => notices.show(() => t('import.took-pollen', { name: name || label })))
      .catch(() => notices.show(() => t('import.unexpected'), { tone: 'trouble' }))
      .finally(() => setBusy(false));
  }

  return (
    <li className={styles.row}>
      <span className={styles.rowWords}>
        {person === undefined ? (
          <bdi>{label}</bdi>
        ) : (
          <Link href={personPath(person.id)}>
            <bdi>{name || label}</bdi>
          </Link>
        )}
        {name !== '' && name !== label && <bdi className={styles.note}>{label}</bdi>}
        {reason !== undefined && <span className={styles.note}>{reason}</span>}
      </span>
      {row.state === 'also-on-pollen' && (
        <Button busy={busy} onClick={takePollen}>
          {t('import.take-pollen')}
        </Button>
      )}
    </li>
  );
}

function useRows(
  desk: FilesDesk,
  job: JobView,
  state: RowState,
): { readonly rows: Rows | undefined; readonly failed: boolean; readonly showMore: () => void; readonly again: () => void } {
  const [rows, setRows] = useState<Rows>();
  const [failed, setFailed] = useState(false);
  const [wanted, setWanted] = useState(pageSize);
  const [round, setRound] = useState(0);
  const count = job.counts[state] ?? 0;
  const { id } = job;

  useEffect(() => {
    let left = false;
    async function read(): Promise<void> {
      try {
        const list = await desk.rows(id, { state, limit: Math.min(wanted, count) + 1 });
        if (left) return;
        setFailed(false);
        setRows({ list: list.slice(0, wanted), more: list.length > wanted });
      } catch {
        if (!left) setFailed(true);
      }
    }
    // The first page at once; later ones and changes wait for a moment, since rows rain while a job runs.
    const timer = setTimeout(() => void read(), round === 0 && wanted === pageSize ? 0 : readAgainAfterMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [desk, id, state, wanted, count, round]);

  const again = useCallback(() => setRound((now) => now + 1), []);
  const showMore = useCallback(() => setWanted((now) => now + pageSize), []);
  return { rows, failed, showMore, again };
}
