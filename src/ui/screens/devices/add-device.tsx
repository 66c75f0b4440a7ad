import { type ReactNode, useEffect } from 'react';
import type { DevicesDesk, OfferRequest } from '../../../services/devices/devices-api.ts';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { CompareDigits } from './compare-digits.tsx';
import { GivePassphrase } from './give-passphrase.tsx';
import { Moving } from './moving.tsx';
import { pairingFailureText } from './pairing-words.ts';
import { PairingStep } from './pairing-step.tsx';
import { ShowCode } from './show-code.tsx';

/** Adding a device, on the one that has the account; whichever tab shows it, they all show the same. */
export function AddDevice(props: { readonly desk: DevicesDesk }): ReactNode {
  const { desk } = props;
  const offer = useLive(desk.offer);
  const ask = (request: OfferRequest): void => void desk.ask(request);
  const cancel = (): void => ask({ type: 'cancel' });
  useEffect(
    () => () => {
      // What has ended is not news to who comes back later.
      if (['done', 'failed'].includes(desk.offer.get().phase)) void desk.ask({ type: 'cancel' });
    },
    [desk],
  );
  const start = (text: string): ReactNode => (
    <ButtonRow>
      <Button kind="main" icon="device" onClick={() => ask({ type: 'start' })}>
        {text}
      </Button>
    </ButtonRow>
  );

  switch (offer.phase) {
    case 'none':
      return start(t('devices.add'));
    case 'opening':
      return <p role="status">{t('pairing.opening')}</p>;
    case 'waiting':
      return <ShowCode offer={offer} onCancel={cancel} />;
    case 'compare':
      return <CompareDigits {...offer} onSame={() => ask({ type: 'same' })} onDiffer={() => ask({ type: 'differ' })} />;
    case 'passphrase':
      return (
        <GivePassphrase
          wrong={offer.wrong}
          waitUntilMs={offer.waitUntilMs}
          onGive={(passphrase) => ask({ type: 'passphrase', passphrase })}
          onCancel={cancel}
        />
      );
    case 'unsealing':
      return <p role="status">{t('pairing.unsealing')}</p>;
    case 'sending':
      return <Moving title={t('pairing.sending')} {...offer} />;
    case 'storing':
      return <PairingStep title={t('pairing.storing')} text={t('pairing.stay')} />;
    case 'done':
      return (
        <PairingStep title={t('pairing.done-title')} text={t('pairing.done-text')}>
          {start(t('devices.add-another'))}
        </PairingStep>
      );
    case 'failed':
      return (
        <PairingStep title={t('pairing.failed-title')} text={pairingFailureText(offer.reason)}>
          {offer.reason === 'needs-backup' ? (
            <ButtonRow>
              <ButtonLink kind="main" href={paths.backup} icon="seedling">
                {t('backup.save')}
              </ButtonLink>
            </ButtonRow>
          ) : (
            start(t('pairing.again'))
          )}
        </PairingStep>
      );
  }
}
