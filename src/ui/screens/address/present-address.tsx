import type { ReactNode } from 'react';
import type { AddressDesk } from '../../../services/readable/address-desk.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import styles from './address.module.css';
import { answerText } from './address-words.ts';

type Answer = Awaited<ReturnType<AddressDesk['check']>>;

/** The address in use, and whether its domain still says so. */
export function PresentAddress(props: {
  readonly desk: AddressDesk;
  readonly address: string;
  readonly onChange: () => void;
}): ReactNode {
  const { desk, address, onChange } = props;
  const { notices } = useInterface();
  const said = useAnswer(`what the domain of ${address} says`, () => desk.check(), []);
  const answer: Answer = said.status === 'ready' ? said.value : said.status === 'failed' ? { type: 'unreachable' } : undefined;

  async function remove(): Promise<void> {
    try {
      const removed = await desk.remove();
      if (!removed.ok) return notices.show(() => t('error.read-only'), { tone: 'trouble' });
      onChange();
    } catch {
      notices.show(() => t('address.unexpected'), { tone: 'trouble' });
    }
  }

  return (
    <Section title={t('address.present')}>
      <p className={styles.address}>
        <bdi>@{address}</bdi>
      </p>
      <p className={answer?.type === 'given' ? styles.good : styles.state} role="status">
        {answer?.type === 'given' && <Icon name="check" size={18} />}
        {answer === undefined ? t('address.looking') : answerText(answer, address)}
      </p>
      <ButtonRow>
        <Button busy={answer === undefined} onClick={said.again}>
          {t('address.check')}
        </Button>
        <Button kind="quiet" onClick={() => void remove()}>
          {t('address.remove')}
        </Button>
      </ButtonRow>
    </Section>
  );
}
