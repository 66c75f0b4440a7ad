import { type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useInterface } from '../../app/interface.tsx';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { NoticeArea } from '../../app/notice-area.tsx';
import { paths, readSegment } from '../../app/paths.ts';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { CreateAccount } from './create-account.tsx';
import { RestoreAccount } from './restore-account.tsx';
import { WelcomePage } from './welcome-page.tsx';

type Step = 'name' | 'backup' | 'follow';

const AccountsHere = lazyScreen(async () => (await import('../accounts/accounts-here.tsx')).AccountsHere);
const NextStep = lazyScreen(async () => (await import('./next-step.tsx')).NextStep);

/** From nothing to an account in three steps, of which only the first is asked for, and the only one that somebody new waits for. */
export function Welcome(): ReactNode {
  const { app, onboarding } = useInterface();
  const session = useLive(app.session);
  const isAnother = session.phase === 'welcome' && session.accountsHere > 0;
  const [step, setStep] = useState<Step>('name');
  const [joining, setJoining] = useState(false);
  const [location, navigate] = useLocation();
  const invited = /^\/@(?<address>.+)$/.exec(location)?.groups?.['address'];

  function finish(): void {
    if (invited !== undefined) navigate('/', { replace: true });
    onboarding.set(false);
  }

  return (
    <>
      {step === 'name' && (
        <WelcomePage step={1} title={isAnother ? t('welcome.another') : t('welcome.title')} text={t('welcome.text')}>
          {isAnother && (
            <Suspense>
              <AccountsHere />
            </Suspense>
          )}
          {session.phase === 'welcome' && session.sharedOrigin ? (
            <p role="alert">{t('welcome.shared-origin')}</p>
          ) : (
            !joining && <CreateAccount onCreated={() => setStep('backup')} />
          )}
          <RestoreAccount onRestored={finish} onJoining={setJoining} />
        </WelcomePage>
      )}
      {step !== 'name' && (
        <Suspense fallback={<PostSkeleton />}>
          <NextStep
            step={step}
            invited={invited === undefined ? undefined : readSegment(invited)}
            onBackedUp={() => setStep('follow')}
            onDone={finish}
            onImport={() => {
              navigate(paths.import);
              onboarding.set(false);
            }}
          />
        </Suspense>
      )}
      <NoticeArea />
    </>
  );
}
