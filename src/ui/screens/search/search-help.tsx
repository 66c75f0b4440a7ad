import type { ReactNode } from 'react';
import { t } from '../../text/translate.ts';
import styles from './search.module.css';

/** What can be typed, in the words of the grammar (services/search/parse-query.ts). */
export function SearchHelp(): ReactNode {
  const rows: readonly (readonly [string, string])[] = [
    ['gard', t('search.help-words')],
    ['"spring rain"', t('search.help-phrase')],
    ['-rain', t('search.help-without')],
    ['#garden', t('search.help-tag')],
    ['from:ada', t('search.help-from')],
    ['has:picture', t('search.help-has')],
    ['is:answer', t('search.help-is')],
    ['after:2026-04', t('search.help-dates')],
    ['language:de', t('search.help-language')],
  ];
  return (
    <details className={styles.help}>
      <summary>{t('search.help')}</summary>
      <dl>
        {rows.map(([typed, meaning]) => (
          <div key={typed}>
            <dt>
              <code dir="ltr">{typed}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>{t('search.help-private')}</p>
    </details>
  );
}
