import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { RecoverySheet } from '../../../services/recovery/recovery-api.ts';
import { QrCode } from '../../components/qr-code.tsx';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './paper-sheet.module.css';

/** The sheet of paper: drawn beside the app, seen by printers only. */
export function PaperSheet({ sheet }: { readonly sheet: RecoverySheet }): ReactNode {
  const date = new Intl.DateTimeFormat(displayLocale(), { dateStyle: 'long' }).format(sheet.madeAtMs);
  return createPortal(
    <article className={styles.paper} aria-hidden="true" data-recovery-sheet="">
      <div className={styles.head}>
        <div>
          <h1>{t('sheet.title')}</h1>
          <p>{t('sheet.whose', { name: sheet.name, username: sheet.username })}</p>
          <p>{t('sheet.secret')}</p>
        </div>
        <div className={styles.code}>
          <QrCode text={sheet.code} label={t('sheet.code')} />
        </div>
      </div>
      <ol className={styles.words} lang="en" dir="ltr">
        {sheet.words.map((word, index) => (
          <li key={`${index} ${word}`}>{word}</li>
        ))}
      </ol>
      <section>
        <h2>{t('sheet.how')}</h2>
        <ol className={styles.steps}>
          <li>{t('sheet.step-open', { places: sheet.gateways.join(', ') || location.origin })}</li>
          <li>{t('sheet.step-restore')}</li>
          <li>{t('sheet.step-words')}</li>
        </ol>
      </section>
      <dl className={styles.facts}>
        <dt>{t('sheet.made')}</dt>
        <dd>{date}</dd>
        <dt>{t('sheet.address')}</dt>
        <dd>{sheet.address}</dd>
        <dt>{t('sheet.account')}</dt>
        <dd>{sheet.did}</dd>
        <dt>{t('sheet.kept-at')}</dt>
        <dd>{sheet.gateways.join(', ') || t('sheet.kept-nowhere')}</dd>
      </dl>
      <p>{t('sheet.holds')}</p>
    </article>,
    document.body,
  );
}
