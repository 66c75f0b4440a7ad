import type { ReactNode } from 'react';
import { useDelayed } from '../hooks/use-delayed.ts';
import { t } from '../text/translate.ts';
import styles from './skeleton.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The shape of posts to come. It takes its place at once, so that nothing moves, and is seen only after 300 ms. */
export function PostSkeleton(props: { readonly count?: number }): ReactNode {
  const seen = useDelayed();
  return (
    <div className={`${styles.list} ${seen ? styles.seen : ''}`} role="status">
      <span className="visually-hidden">{seen ? t('state.loading') : ''}</span>
      {rows.slice(0, props.count ?? 6).map((row) => (
        <div key={row} className={`${styles.post} ${seen ? '' : styles.waiting}`} aria-hidden="true">
          <span className={styles.round} />
          <span className={styles.lines}>
            <span className={styles.line} />
            <span className={styles.line} />
            <span className={styles.line} />
          </span>
        </div>
      ))}
    </div>
  );
}
