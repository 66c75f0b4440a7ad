import type { ReactNode } from 'react';
import type { PollView } from '../../services/app-api.ts';
import { useNow } from '../hooks/use-now.ts';
import { fullTime } from '../text/relative-time.ts';
import { displayLocale, t } from '../text/translate.ts';
import styles from './poll.module.css';

/** Answers and how many chose each, as the server tells. Voting would need an account there, so this only reads. */
export function Poll(props: { readonly poll: PollView }): ReactNode {
  const { poll } = props;
  const nowMs = useNow();
  const locale = displayLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <div className={styles.poll}>
      <ul>
        {sharesOf(poll).map(({ key, title, share }) => (
          <li key={key} className={styles.option} style={{ '--fill': share ?? 0 }}>
            <span dir="auto">{title}</span>
            {share !== undefined && <span className="numbers">{percent.format(share)}</span>}
          </li>
        ))}
      </ul>
      <p className={styles.foot}>
        {[votersText(poll), endText(poll, nowMs, locale), t('poll.read-only')].filter((part) => part !== '').join(' · ')}
      </p>
    </div>
  );
}

/** Each answer with its share: of the people who voted, where several may be chosen and the server says how many there were. */
export function sharesOf(poll: PollView): readonly { readonly key: string; readonly title: string; readonly share?: number }[] {
  const sum = poll.options.reduce((all, { votes }) => all + (votes ?? 0), 0);
  const known = poll.options.some(({ votes }) => votes !== undefined);
  const whole = poll.isMultiple ? Math.max(poll.voters ?? sum, ...poll.options.map(({ votes }) => votes ?? 0)) : sum;
  return poll.options.map(({ title, votes }, index) => ({
    key: `${index} ${title}`,
    title,
    share: known ? (whole === 0 ? 0 : (votes ?? 0) / whole) : undefined,
  }));
}

function votersText(poll: PollView): string {
  const votes = poll.options.reduce((all, option) => all + (option.votes ?? 0), 0);
  if (poll.voters === undefined && votes === 0) return '';
  return t('poll.voters', { count: poll.voters ?? votes });
}

function endText(poll: PollView, nowMs: number, locale: string): string {
  if (poll.endsMs === undefined) return '';
  return poll.endsMs <= nowMs ? t('poll.over') : t('poll.until', { when: fullTime(poll.endsMs, locale) });
}
