import type { ReactNode } from 'react';
import { t } from '../../text/translate.ts';
import styles from './import.module.css';

const csv = (...names: readonly string[]): string => names.map((name) => `${name}.csv`).join(', ');

/** What can be handed over, and where Mastodon gives it out. */
export function FileGuide(): ReactNode {
  const files: readonly (readonly [string, string])[] = [
    [csv('following_accounts'), t('import.guide-follows')],
    [csv('lists'), t('import.guide-lists')],
    [csv('blocked_accounts', 'muted_accounts', 'blocked_domains'), t('import.guide-blocks')],
    [csv('bookmarks'), t('import.guide-bookmarks')],
    ['archive-….zip, archive-….tar.gz', t('import.guide-archive')],
  ];
  return (
    <>
      <dl className={styles.guide}>
        {files.map(([names, text]) => (
          <div key={names}>
            <dt>{names}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('import.guide-others')}</p>
      <p className={styles.note}>{t('import.privacy')}</p>
    </>
  );
}
