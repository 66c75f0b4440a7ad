import { type ReactNode, useState } from 'react';
import { useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { CheckBackup } from './check-backup.tsx';
import { SaveBackup } from './save-backup.tsx';
import { WayState } from './way-state.tsx';

/** The encrypted file. Before there is one, its form stands open. */
export function FileWay(): ReactNode {
  const { backup } = useMe();
  const [open, setOpen] = useState<'save' | 'check' | undefined>(backup.savedAtMs === undefined ? 'save' : undefined);
  const toggle = (next: 'save' | 'check') => (): void => setOpen(open === next ? undefined : next);
  return (
    <Section title={t('ways.file-title')} lead={t('backup.save-text')}>
      {backup.savedAtMs !== undefined && <WayState savedAtMs={backup.savedAtMs} checkedAtMs={backup.checkedAtMs.file} />}
      <ButtonRow>
        <Button icon="seedling" aria-expanded={open === 'save'} onClick={toggle('save')}>
          {backup.savedAtMs === undefined ? t('backup.save-title') : t('ways.file-again')}
        </Button>
        <Button aria-expanded={open === 'check'} onClick={toggle('check')}>
          {t('backup.check-title')}
        </Button>
      </ButtonRow>
      {open === 'save' && <SaveBackup />}
      {open === 'check' && <CheckBackup />}
    </Section>
  );
}
