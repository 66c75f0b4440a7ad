import type { ReactNode } from 'react';
import type { PostView, VersionView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './edit-history.module.css';

/** What a post said at which time, the newest first, as far as it was seen on this device. */
export function EditHistory(props: { readonly post: PostView; readonly onClose: () => void }): ReactNode {
  const { post, onClose } = props;
  const app = useApp();
  const versions = useAnswer(`versions ${post.id}`, async () => (await app.reading()).versions(post.id), ['posts']);
  return (
    <Dialog title={t('history.title')} onClose={onClose} full>
      {versions.status === 'failed' && (
        <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={versions.again} />
      )}
      {versions.status === 'ready' && (
        <>
          <ol className={styles.list}>
            {versions.value.map((version, index) => (
              <Version key={version.atMs} version={version} place={placeOf(index, versions.value.length)} />
            ))}
          </ol>
          {versions.value.length < 2 && <p className={styles.note}>{t('history.none')}</p>}
        </>
      )}
    </Dialog>
  );
}

type Place = 'now' | 'between' | 'first';

function placeOf(index: number, count: number): Place {
  if (index === 0) return 'now';
  return index === count - 1 ? 'first' : 'between';
}

function Version(props: { readonly version: VersionView; readonly place: Place }): ReactNode {
  const { atMs, content, warning, attached } = props.version;
  const names = { now: t('history.now'), between: t('history.between'), first: t('history.first') };
  return (
    <li className={styles.version}>
      <h3>
        {names[props.place]} <time dateTime={new Date(atMs).toISOString()}>{fullTime(atMs, displayLocale())}</time>
      </h3>
      {warning !== undefined && (
        <p className={styles.note} dir="auto">
          {t('history.warning', { warning })}
        </p>
      )}
      <RichText content={content} />
      {attached.length > 0 && (
        <ul className={styles.attached}>
          {attached.map((alt, index) => (
            // Two pictures may have the same description; a version never changes.
            <li key={`${index} ${alt}`} dir="auto">
              {alt || t('history.undescribed')}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
