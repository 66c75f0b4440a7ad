import { type ReactNode, useState } from 'react';
import type { RoomDesk } from '../../../services/room/room-desk.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/section.tsx';
import { type Answer, useAnswer } from '../../hooks/use-answer.ts';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { type AccountSize, sizesOfAccounts } from '../accounts/account-sizes.tsx';
import { type Share, sharesOf } from './room-words.ts';
import styles from './room.module.css';

/** The bar, what its parts are, and the way to have more room. */
export function UsedHere(props: { readonly desk: RoomDesk }): ReactNode {
  const { desk } = props;
  const { app, notices } = useInterface();
  const [busy, setBusy] = useState(false);
  const state = useAnswer('storage state', () => desk.state(), ['storage']);
  const use = useAnswer('storage use', () => desk.use(), ['storage']);
  const others = useAnswer('storage of other accounts', () => sizesOfAccounts(app), ['storage']);
  const locale = displayLocale();
  const size = (bytes: number): string => byteSize(bytes, locale);

  async function free(): Promise<void> {
    setBusy(true);
    try {
      const bytes = await desk.free();
      notices.show(bytes === 0 ? t('storage.freed-nothing') : t('storage.freed', { size: size(bytes) }));
    } catch {
      notices.show(() => t('storage.free-failed'), { tone: 'trouble' });
    } finally {
      setBusy(false);
      use.again();
      state.again();
    }
  }

  if (state.status !== 'ready') return <p className={styles.note}>{t('state.loading')}</p>;
  const { usedBytes, quotaBytes } = state.value;
  const shares =
    use.status === 'ready' && others.status !== 'loading' ? sharesOf(use.value, usedBytes, bytesOf(others)) : undefined;
  return (
    <Section title={t('storage.used-title')}>
      <p>{t('storage.used', { used: size(usedBytes), quota: size(quotaBytes) })}</p>
      {shares === undefined ? (
        <p className={styles.note}>{use.status === 'failed' ? t('storage.failed-text') : t('storage.counting')}</p>
      ) : (
        <>
          <Bar shares={shares} quotaBytes={quotaBytes} />
          <ul className={styles.shares}>
            {shares.map((share) => (
              <li key={share.kind}>
                <span className={`${styles.mark} ${styles[share.kind]}`} aria-hidden="true" />
                <span className={styles.name}>{share.name}</span>
                <span className="numbers">{size(share.bytes)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.note}>{t('storage.free-text')}</p>
      <div>
        <Button busy={busy} onClick={() => void free()}>
          {busy ? t('storage.freeing') : t('storage.free')}
        </Button>
      </div>
    </Section>
  );
}

const bytesOf = (sizes: Answer<readonly AccountSize[]>): number =>
  sizes.status === 'ready' ? sizes.value.filter(({ isOpen }) => !isOpen).reduce((sum, { bytes }) => sum + bytes, 0) : 0;

/** Drawn for eyes only: the list below says the same. A part that is there is seen, however small. */
function Bar(props: { readonly shares: readonly Share[]; readonly quotaBytes: number }): ReactNode {
  const counted = props.shares.reduce((sum, { bytes }) => sum + bytes, 0);
  // Of a quota of hundreds of gigabytes nothing would be seen: then the bar shows the parts among themselves.
  const whole = counted * 20 < props.quotaBytes ? counted : props.quotaBytes;
  return (
    <div className={styles.bar} aria-hidden="true">
      {props.shares
        .filter(({ bytes }) => bytes > 0)
        .map(({ kind, bytes }) => (
          <span key={kind} className={styles[kind]} style={{ '--share': whole === 0 ? 0 : bytes / whole }} />
        ))}
    </div>
  );
}
