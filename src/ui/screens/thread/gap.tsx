import { type ReactNode, useState } from 'react';
import type { ObjectId } from '../../../protocol/brand.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import styles from './thread.module.css';

/** Honest about what is not there, and looks for it when asked: it may also come when somebody who has it is met. */
export function Gap(props: {
  readonly text: string;
  /** The post that lacks, or whose answers lack. */
  readonly of: ObjectId;
}): ReactNode {
  const { text, of } = props;
  const app = useApp();
  const [state, setState] = useState<'looking' | 'looked' | 'failed'>();

  async function look(): Promise<void> {
    setState('looking');
    const found = await (await app.reading()).seek(of).catch(() => false);
    setState(found ? 'looked' : 'failed');
  }

  return (
    <div className={styles.gap}>
      <Icon name="more" size={20} />
      <p>
        {text}
        {state === 'failed' && <span role="status"> {t('thread.gap-unreachable')}</span>}
        {state === 'looked' && <span role="status"> {t('thread.gap-looked')}</span>}
      </p>
      <Button kind="quiet" busy={state === 'looking'} onClick={() => void look()}>
        {t('thread.look')}
      </Button>
    </div>
  );
}
