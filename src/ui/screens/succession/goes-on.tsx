import type { ReactNode } from 'react';
import type { SuccessionDesk, SuccessionState } from '../../../services/succession/succession-api.ts';
import { personPath } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { saveFile } from '../backup/save-file.ts';
import styles from './succession.module.css';

/** This account goes on for another one: who has been told, and the file for a website of one's own. */
export function GoesOn(props: {
  readonly desk: SuccessionDesk;
  readonly succeeds: NonNullable<SuccessionState['succeeds']>;
  readonly onLook: () => void;
}): ReactNode {
  const { desk, succeeds, onLook } = props;

  async function save(): Promise<void> {
    const statement = await desk.statement();
    if (statement !== undefined) saveFile(statement, 'successor.jsonld');
  }

  return (
    <Section title={t('succession.goes-on')} lead={t('succession.goes-on-text')}>
      <p className={styles.text} role="status">
        {succeeds.waiting.length === 0
          ? t('succession.told')
          : t('succession.waiting', { gateways: succeeds.waiting.join(', ') })}
      </p>
      <p className={styles.text}>{t('succession.website')}</p>
      <ButtonRow>
        <Button icon="copy" onClick={() => void save()}>
          {t('succession.save-file')}
        </Button>
        <ButtonLink href={personPath(succeeds.did)}>{t('succession.old-profile')}</ButtonLink>
        {succeeds.waiting.length > 0 && <Button onClick={onLook}>{t('succession.look')}</Button>}
      </ButtonRow>
    </Section>
  );
}
