import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { RowLink, RowLinks } from '../../components/row-link.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './settings.module.css';

/** How much of this device the app uses, and whether the browser has promised to keep it. */
export function StorageSettings(): ReactNode {
  const app = useApp();
  const storage = useAnswer('storage', () => app.storage(), ['storage']);
  return (
    <>
      {storage.status === 'failed' && <p>{t('settings.storage-unknown')}</p>}
      {storage.status === 'loading' && <p>{t('state.loading')}</p>}
      {storage.status === 'ready' && <Used {...storage.value} />}
      <RowLinks>
        <RowLink href={`${paths.settings}/storage`} icon="device" title={t('storage.open')} />
      </RowLinks>
    </>
  );
}

function Used(props: { readonly usedBytes: number; readonly quotaBytes: number; readonly persisted: boolean }): ReactNode {
  const { usedBytes, quotaBytes, persisted } = props;
  const locale = displayLocale();
  const text = t('settings.storage-used', { used: byteSize(usedBytes, locale), quota: byteSize(quotaBytes, locale) });
  return (
    <>
      <div
        className={styles.bar}
        style={{ '--fill': quotaBytes === 0 ? 0 : Math.min(1, usedBytes / quotaBytes) }}
        role="meter"
        aria-label={t('settings.storage')}
        aria-valuemin={0}
        aria-valuemax={quotaBytes}
        aria-valuenow={usedBytes}
        aria-valuetext={text}
      />
      <p>{text}</p>
      <p className={styles.note}>{persisted ? t('settings.persisted') : t('settings.not-persisted')}</p>
    </>
  );
}
