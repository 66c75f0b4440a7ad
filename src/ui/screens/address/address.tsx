import type { ReactNode } from 'react';
import type { AddressDesk } from '../../../services/readable/address-desk.ts';
import { useApp } from '../../app/interface.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useDesk } from '../../hooks/use-desk.ts';
import { t } from '../../text/translate.ts';
import styles from './address.module.css';
import { ChooseAddress } from './choose-address.tsx';
import { PresentAddress } from './present-address.tsx';

/** A readable address on a domain of one's own: a file there and the profile here name each other. */
export function Address(): ReactNode {
  const app = useApp();
  const desk = useDesk('addresses', () => app.addresses());
  return (
    <Screen title={t('address.title')} back>
      <p className={styles.lead}>{t('address.lead')}</p>
      {desk.status === 'failed' && <ErrorState title={t('address.failed')} text={t('feed.failed-text')} onRetry={desk.again} />}
      {desk.status === 'loading' && <p className={styles.lead}>{t('state.loading')}</p>}
      {desk.status === 'ready' && <Parts desk={desk.value} />}
    </Screen>
  );
}

function Parts(props: { readonly desk: AddressDesk }): ReactNode {
  const { desk } = props;
  const own = useAnswer('own address', () => desk.own(), ['profile']);
  const present = own.status === 'ready' ? own.value : undefined;
  return (
    <>
      {present !== undefined && <PresentAddress key={present} desk={desk} address={present} onChange={own.again} />}
      <Section title={present === undefined ? t('address.choose') : t('address.change')} lead={t('address.choose-text')}>
        <ChooseAddress desk={desk} onUsed={own.again} />
      </Section>
    </>
  );
}
