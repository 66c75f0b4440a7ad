import type { ReactNode } from 'react';
import type { SuccessionDesk } from '../../../services/succession/succession-api.ts';
import { useApp } from '../../app/interface.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useDesk } from '../../hooks/use-desk.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { t } from '../../text/translate.ts';
import { GoesOn } from './goes-on.tsx';
import styles from './succession.module.css';
import { CloseAccount } from './leave.tsx';
import { Ended } from './ended.tsx';
import { MoveAway } from './move-away.tsx';
import { TakeBack } from './take-back.tsx';

/** My key was stolen or lost: what will happen, and doing it. */
export function Succession(): ReactNode {
  const app = useApp();
  const desk = useDesk('succession', () => app.succession());
  return (
    <Screen title={t('succession.short')} back>
      {desk.status === 'failed' && (
        <ErrorState title={t('succession.failed')} text={t('feed.failed-text')} onRetry={desk.again} />
      )}
      {desk.status === 'loading' && <p className={styles.lead}>{t('state.loading')}</p>}
      {desk.status === 'ready' && <Parts desk={desk.value} />}
    </Screen>
  );
}

function Parts(props: { readonly desk: SuccessionDesk }): ReactNode {
  const { desk } = props;
  const area = useKeepFocus();
  const state = useAnswer('succession state', () => desk.state(), ['profile', 'outbox']);
  if (state.status !== 'ready') return null;
  const { hasSuccessor, needsNoPassphrase, succeeds, movedTo, isClosed } = state.value;
  if (isClosed) {
    return (
      <div ref={area}>
        <Ended />
        {hasSuccessor && (
          <>
            <h2 className={styles.title}>{t('leave.not-me')}</h2>
            <p className={styles.lead}>{t('leave.not-me-text')}</p>
            <TakeBack desk={desk} needsNoPassphrase={needsNoPassphrase} />
          </>
        )}
      </div>
    );
  }
  return (
    <div ref={area}>
      <p className={styles.lead}>{t('succession.lead')}</p>
      {succeeds !== undefined && <GoesOn desk={desk} succeeds={succeeds} onLook={state.again} />}
      {hasSuccessor ? (
        <TakeBack desk={desk} needsNoPassphrase={needsNoPassphrase} />
      ) : (
        <p className={styles.lead}>{t('succession.none')}</p>
      )}
      <MoveAway desk={desk} movedTo={movedTo} onDone={state.again} />
      <CloseAccount desk={desk} onDone={state.again} />
    </div>
  );
}
