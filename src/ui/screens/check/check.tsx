import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { CheckedPlacePart } from './checked-place.tsx';
import styles from './check.module.css';
import { useCheck } from './use-check.ts';

/** Whether what this account publishes is in order, here and wherever it is served. */
export function Check(): ReactNode {
  const { places, busy, failed, again } = useCheck();
  return (
    <Screen title={t('check.title')} back>
      <p className={styles.lead}>{t('check.text')}</p>
      <div aria-busy={busy} aria-live="polite">
        {places.map((place) => (
          <CheckedPlacePart key={`${place.kind} ${place.origin ?? ''}`} place={place} />
        ))}
        {failed && <p className={styles.lead}>{t('check.failed')}</p>}
      </div>
      <Section title={t('check.again-title')} lead={t('check.again-text')}>
        <ButtonRow>
          <Button kind="main" busy={busy} onClick={again}>
            {busy ? t('check.busy') : t('check.again')}
          </Button>
        </ButtonRow>
      </Section>
    </Screen>
  );
}
