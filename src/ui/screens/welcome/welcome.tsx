import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useInterface } from '../../app/interface.tsx';
import { readSegment } from '../../app/paths.ts';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { FindPerson } from '../follow/find-person.tsx';
import { SaveBackup } from '../backup/save-backup.tsx';
import { CreateAccount } from './create-account.tsx';
import { RestoreAccount } from './restore-account.tsx';
import { WelcomePage } from './welcome-page.tsx';
import { NoticeArea } from '../../app/notice-area.tsx';

type Step = 'name' | 'backup' | 'follow';

/** From nothing to an account in three steps, of which only the first is asked for. */
export function Welcome(): ReactNode {
  const { app, onboarding } = useInterface();
  const session = useLive(app.session);
  const [step, setStep] = useState<Step>('name');
  const [location, navigate] = useLocation();
  const invited = /^\/@(?<address>.+)$/.exec(location)?.groups?.['address'];

  function finish(): void {
    if (invited !== undefined) navigate('/', { replace: true });
    onboarding.set(false);
  }

  return (
    <>
      {step === 'name' && (
        <WelcomePage step={1} title={t('welcome.title')} text={t('welcome.text')}>
          {session.phase === 'welcome' && session.sharedOrigin ? (
            <p role="alert">{t('welcome.shared-origin')}</p>
          ) : (
            <CreateAccount onCreated={() => setStep('backup')} />
          )}
          <RestoreAccount onRestored={finish} />
        </WelcomePage>
      )}
      {step === 'backup' && (
        <WelcomePage
          step={2}
          title={t('welcome.backup-title')}
          text={t('welcome.backup-text')}
          onSkip={() => setStep('follow')}
          skip={t('welcome.backup-later')}
        >
          <SaveBackup onSaved={() => setStep('follow')} />
        </WelcomePage>
      )}
      {step === 'follow' && (
        <WelcomePage
          step={3}
          title={t('welcome.follow-title')}
          text={t('welcome.follow-text')}
          onSkip={finish}
          skip={t('welcome.follow-later')}
        >
          <FindPerson address={invited === undefined ? undefined : readSegment(invited)} onFollowed={finish} />
        </WelcomePage>
      )}
      <NoticeArea />
    </>
  );
}
