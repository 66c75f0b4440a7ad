import { type ReactNode, Suspense } from 'react';
import type { ObjectId } from '../../protocol/brand.ts';
import type { PollView } from '../../services/app-api.ts';
import { lazyScreen } from '../app/lazy-screen.ts';
import { useNow } from '../hooks/use-now.ts';
import { shortTime } from '../text/short-time.ts';
import { displayLocale, t } from '../text/translate.ts';
import styles from './poll.module.css';

const PollVote = lazyScreen(async () => (await import('./poll-vote.tsx')).PollVote, 'reading');

/**
 * Answers and how many chose each, as who asks tells. Polls of Pollen people take one's vote; for those of servers one would need an
 * account there, so they can only be read.
 */
export function Poll(props: { readonly poll: PollView; readonly id?: ObjectId }): ReactNode {
  const { poll, id } = props;
  const nowMs = useNow();
  const locale = displayLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const canVote = poll.canVote === true && id !== undefined;
  const foot = [votersText(poll), endText(poll, nowMs, locale), poll.isPollen === true ? '' : t('poll.read-only')];
  if (canVote)
    return (
      <div className={styles.poll}>
        <Suspense>
          <PollVote id={id} poll={poll} />
        </Suspense>
        <p className={styles.foot}>{foot.filter((part) => part !== '').join(' · ')}</p>
      </div>
    );
  return (
    <div className={styles.poll}>
      <ul>
        {sharesOf(poll).map(({ key, title, share }) => (
          <li key={key} className={styles.option} style={{ '--fill': share ?? 0 }}>
            <span dir="auto">
              {title}
              {poll.mine?.includes(title) === true && <span> ✓ {t('poll.yours')}</span>}
            </span>
            {share !== undefined && <span className="numbers">{percent.format(share)}</span>}
          </li>
        ))}
      </ul>
      <p className={styles.foot}>{foot.filter((part) => part !== '').join(' · ')}</p>
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
  return poll.endsMs <= nowMs ? t('poll.over') : t('poll.until', { when: endOf(poll.endsMs, nowMs, locale) });
}

/** Within a week the day of the week says enough. */
const endOf = (endsMs: number, nowMs: number, locale: string): string =>
  endsMs - nowMs < 6 * 86_400_000
    ? shortTime(endsMs, nowMs, locale)
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(endsMs);
