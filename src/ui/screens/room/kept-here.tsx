import { type ReactNode, useState } from 'react';
import type { RoomDesk } from '../../../services/room/room-desk.ts';
import { useMe } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { isInstalled } from '../../installed/install.ts';
import { t } from '../../text/translate.ts';
import { browserKind } from './browser-kind.ts';
import { InstallPart } from './install-part.tsx';
import styles from './room.module.css';

/** Whether the browser keeps what is stored here, what makes it forget, and how to install the app. */
export function KeptHere(props: { readonly desk: RoomDesk }): ReactNode {
  const { desk } = props;
  const me = useMe();
  const area = useKeepFocus();
  const [asked, setAsked] = useState<'kept' | 'refused'>();
  const state = useAnswer('storage kept', () => desk.state(), ['storage']);
  const { forgets } = browserKind(navigator.userAgent, navigator.maxTouchPoints);
  const persisted = state.status === 'ready' && state.value.persisted;
  const endangered = forgets && !isInstalled();

  async function ask(): Promise<void> {
    setAsked((await desk.askToKeep()) ? 'kept' : 'refused');
    state.again();
  }

  return (
    <div ref={area}>
      <Section title={t('storage.kept-title')} lead={persisted ? t('storage.kept') : t('storage.not-kept')}>
        {endangered && (
          <p className={styles.warning} role="note">
            <Icon name="warning" />
            {t('storage.forgets')}
          </p>
        )}
        <p className={styles.note}>{t('storage.private')}</p>
        <ButtonRow>
          {!persisted && <Button onClick={() => void ask()}>{t('storage.ask')}</Button>}
          {!me.backup.hasWayBack && (
            <ButtonLink href={paths.backup} icon="seedling">
              {t('backup.save')}
            </ButtonLink>
          )}
        </ButtonRow>
        <p role="status" className={persisted ? 'visually-hidden' : undefined}>
          {asked === 'refused' && !persisted && t('storage.refused')}
          {asked === 'kept' && t('storage.kept')}
        </p>
      </Section>
      <InstallPart />
    </div>
  );
}
