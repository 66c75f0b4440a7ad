import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useDesk } from '../../hooks/use-desk.ts';
import { t } from '../../text/translate.ts';
import { AccountSizes } from '../accounts/account-sizes.tsx';
import { KeptHere } from './kept-here.tsx';
import { UsedHere } from './used-here.tsx';

/** What takes room on this device, how to have more, and whether the browser keeps it. */
export function RoomScreen(): ReactNode {
  const app = useApp();
  const desk = useDesk('room', () => app.room());
  return (
    <Screen title={t('storage.title')} back>
      {desk.status === 'loading' && <PostSkeleton />}
      {desk.status === 'failed' && (
        <ErrorState title={t('storage.failed')} text={t('storage.failed-text')} onRetry={desk.again} />
      )}
      {desk.status === 'ready' && (
        <>
          <UsedHere desk={desk.value} />
          <AccountSizes />
          <KeptHere desk={desk.value} />
        </>
      )}
    </Screen>
  );
}
