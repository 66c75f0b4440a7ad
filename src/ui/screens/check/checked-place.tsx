import type { ReactNode } from 'react';
import type { Finding } from '../../../protocol/conformance/findings.ts';
import type { CheckedPlace } from '../../../services/app-api.ts';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { placeName, problemWords, stateWords } from './check-words.ts';
import styles from './check.module.css';

const tones: Readonly<Record<CheckedPlace['state'], 'good' | 'bad' | 'waiting'>> = {
  looking: 'waiting',
  good: 'good',
  behind: 'waiting',
  limited: 'bad',
  broken: 'bad',
  unread: 'bad',
  'nothing-published': 'waiting',
};
const icons = { good: 'check', bad: 'warning', waiting: 'globe' } as const;

/** One place: the verdict, what is wrong in plain words, and everything exactly for those who ask. */
export function CheckedPlacePart({ place }: { readonly place: CheckedPlace }): ReactNode {
  const { report, state } = place;
  const tone = tones[state];
  const findings = report?.findings ?? [];
  const isTold = state === 'broken' || state === 'limited';
  const told = isTold ? problemWords(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)) : [];
  return (
    <Section title={placeName(place)}>
      <p className={`${styles.verdict} ${styles[tone]}`}>
        <Icon name={icons[tone]} />
        <span>{stateWords(place)}</span>
      </p>
      {told.length > 0 && (
        <ul className={styles.problems}>
          {told.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {report !== undefined && state !== 'unread' && (
        <p className={styles.coverage}>
          {t('check.read', {
            pages: report.coverage.pages.checked,
            entries: report.coverage.activities.accepted,
            posts: report.coverage.objects.checked,
            pictures: report.coverage.media.checked,
          })}
        </p>
      )}
      {findings.length > 0 && <Details findings={findings} />}
    </Section>
  );
}

/** Rules, clauses and files, in the words of the specification. */
function Details({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <details className={styles.details}>
      <summary>{t('check.details', { count: findings.length })}</summary>
      <ul>
        {findings.map(({ rule, clause, file, detail, severity }, index) => (
          // The same rule may be broken twice in one file, in the same words.
          <li key={`${rule} ${file} ${index}`} className={severity === 'error' ? styles.error : undefined}>
            <code>{rule}</code> {t('check.clause', { clause })}
            <br />
            <bdi>{file}</bdi>: {detail}
          </li>
        ))}
      </ul>
    </details>
  );
}
