import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { hostOf } from '../../text/host-of.ts';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { reportTone, reportWords, warningWords } from './website-words.ts';
import styles from './website.module.css';

/** What is at the own address now, and whether it is what this device has. */
export function PublishedThere(props: { readonly origin: string; readonly username: string }): ReactNode {
  const { origin, username } = props;
  const app = useApp();
  const answer = useAnswer(`website at ${origin}`, async () => (await app.website()).check(), []);
  const report = answer.status === 'ready' ? answer.value : undefined;
  const isThere = report?.type === 'published';
  return (
    <Section title={t('website.there-title', { host: hostOf(origin) })} lead={t('website.there-text')}>
      <div role="status">
        {answer.status === 'loading' && <p>{t('website.looking')}</p>}
        {answer.status === 'failed' && <p>{t('website.unexpected')}</p>}
        {report !== undefined && (
          <p className={styles[reportTone(report)]}>
            <Icon name={reportTone(report) === 'good' ? 'check' : 'warning'} />
            <span>
              {reportWords(report, hostOf(origin))}
              {isThere && ` ${t('website.there-since', { when: fullTime(report.atMs, displayLocale()) })}`}
            </span>
          </p>
        )}
        {isThere && report.warnings.length > 0 && (
          <ul className={styles.warnings}>
            {report.warnings.map((warning) => (
              <li key={warning}>{warningWords(warning, `@${username}@${hostOf(origin)}`)}</li>
            ))}
          </ul>
        )}
      </div>
      {isThere && (
        <p>
          <a href={`${origin}/`} target="_blank" rel="noopener noreferrer">
            {t('website.open', { host: hostOf(origin) })}
          </a>
        </p>
      )}
      <ButtonRow>
        <Button busy={answer.status === 'loading'} onClick={answer.again}>
          {t('website.look-again')}
        </Button>
        <ButtonLink href={`${paths.settings}/check`}>{t('website.check-rules')}</ButtonLink>
      </ButtonRow>
    </Section>
  );
}
