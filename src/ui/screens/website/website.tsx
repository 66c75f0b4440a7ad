import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { DownloadWebsite } from './download-website.tsx';
import { HostSteps } from './host-steps.tsx';
import { OwnAddress } from './own-address.tsx';
import { PublishedThere } from './published-there.tsx';
import styles from './website.module.css';

/** Publish to my website: choose where, take the files, put them there, look whether it worked. */
export function Website(): ReactNode {
  const app = useApp();
  const state = useAnswer('website', async () => (await app.website()).state(), ['profile', 'outbox']);
  return (
    <Screen title={t('website.title')} back>
      <div className={styles.lead}>
        <p>{t('website.lead')}</p>
        <p>{t('website.lead-free')}</p>
      </div>
      {state.status === 'failed' && (
        <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={state.again} />
      )}
      {state.status === 'loading' && <p className={styles.lead}>{t('state.loading')}</p>}
      {state.status === 'ready' && (
        <>
          <Section title={t('website.address-title')} lead={t('website.address-text')}>
            <OwnAddress origin={state.value.origin} onChange={state.again} />
          </Section>
          <Section title={t('website.files-title')} lead={t('website.files-text')}>
            <DownloadWebsite />
          </Section>
          <Section title={t('website.hosts-title')} lead={t('website.hosts-text')}>
            <HostSteps />
          </Section>
          {state.value.origin !== undefined && (
            <PublishedThere key={state.value.origin} origin={state.value.origin} username={state.value.username} />
          )}
        </>
      )}
    </Screen>
  );
}
