import { type ReactNode, useState } from 'react';
import type { RecoverySheet } from '../../../services/recovery/recovery-api.ts';
import { useApp, useInterface, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { AskPassphrase } from './ask-passphrase.tsx';
import { CheckWords } from './check-words.tsx';
import { recoveryErrorText } from './recovery-error-text.ts';
import { RenewPassphrase } from './renew-passphrase.tsx';
import { ShownWords } from './shown-words.tsx';
import { WayState } from './way-state.tsx';

/** The recovery phrase and the sheet that it is printed on. */
export function WordsWay(): ReactNode {
  const app = useApp();
  const { notices } = useInterface();
  const { backup } = useMe();
  const [open, setOpen] = useState<'show' | 'check' | 'renew'>();
  const [sheet, setSheet] = useState<RecoverySheet>();
  const title = t('ways.words-title');
  if (!backup.hasWords) return <Section title={title} lead={t('ways.no-words-text')} />;

  async function show(passphrase: string | undefined): Promise<string | undefined> {
    const opened = await (await app.recovery()).sheet(passphrase);
    if (!opened.ok) return recoveryErrorText(opened.error);
    setSheet(opened.value);
    return undefined;
  }

  function toggle(next: typeof open): void {
    setSheet(undefined);
    setOpen(open === next ? undefined : next);
  }

  function right(): void {
    toggle(undefined);
    notices.show(() => t('words.right'));
  }

  return (
    <Section title={title} lead={t('ways.words-text')}>
      <WayState checkedAtMs={backup.checkedAtMs.phrase} />
      <ButtonRow>
        <Button aria-expanded={open === 'show'} onClick={() => toggle('show')}>
          {t('ways.words-show')}
        </Button>
        <Button aria-expanded={open === 'check'} onClick={() => toggle('check')}>
          {t('ways.words-check')}
        </Button>
        {backup.hasPassphrase && (
          <Button kind="quiet" aria-expanded={open === 'renew'} onClick={() => toggle('renew')}>
            {t('ways.forgot')}
          </Button>
        )}
      </ButtonRow>
      {open === 'show' && sheet === undefined && (
        <>
          <p>{t('ways.words-before')}</p>
          <AskPassphrase action={t('ways.words-show-now')} onOpen={show} />
        </>
      )}
      {sheet !== undefined && <ShownWords sheet={sheet} onHide={() => toggle(undefined)} />}
      {open === 'check' && <CheckWords onRight={right} />}
      {open === 'renew' && <RenewPassphrase onDone={() => toggle(undefined)} />}
    </Section>
  );
}
