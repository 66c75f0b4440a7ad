import { type ReactNode, useState } from 'react';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { PersonView } from '../../../services/app-api.ts';
import { isDid } from '../../app/ids.ts';
import { useInterface } from '../../app/interface.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { FollowButton } from '../../components/follow-button.tsx';
import { Menu } from '../../components/menu.tsx';
import type { MenuItem } from '../../components/menu-list.tsx';
import { MuteDialog } from '../../components/mute-dialog.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { hostOf } from '../../text/host-of.ts';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import { ChooseLists } from '../lists/choose-lists.tsx';
import { FollowOptions } from './follow-options.tsx';

/** Follow, mute, block, also a whole server; for oneself: edit. */
export function PersonActions(props: { readonly person: PersonView; readonly children?: ReactNode }): ReactNode {
  const { person, children } = props;
  const { app, notices } = useInterface();
  const name = plainName(person);
  const canFollow = (isDid(person.id) || person.remote !== undefined) && (person.followed || person.hasEnded !== true);
  const [open, setOpen] = useState<'lists' | 'options' | 'mute'>();
  const close = (): void => setOpen(undefined);

  async function unmute(): Promise<void> {
    await app.setMute(person.id, false);
    notices.show(() => t('person.unmuted', { name }));
  }

  async function setBlock(blocked: boolean): Promise<void> {
    await app.setBlock(person.id, blocked);
    notices.show(
      () => (blocked ? t('person.blocked', { name }) : t('person.unblocked', { name })),
      blocked ? { action: { label: () => t('delivery.undo'), run: () => void setBlock(false) } } : {},
    );
  }

  const isOnServer = person.id.startsWith('http') && URL.canParse(person.id);
  const origin = isOnServer ? (new URL(person.id).origin as ObjectId) : person.id;
  const host = isOnServer ? hostOf(origin) : undefined;
  const whole = useAnswer(origin, () => app.person(origin), ['moderation']);
  const isHostBlocked = whole.status === 'ready' && whole.value.blocked;

  async function setHostBlock(name: string): Promise<void> {
    await app.setBlock(origin, !isHostBlocked);
    notices.show(isHostBlocked ? t('person.unblocked', { name }) : t('person.blocked', { name }));
  }

  const items = (): MenuItem[] => [
    ...(person.followed ? [{ label: t('options.open'), run: () => setOpen('options') }] : []),
    ...(canFollow ? [{ label: t('lists.open'), run: () => setOpen('lists') }] : []),
    {
      label: person.muted ? t('person.unmute', { name }) : t('person.mute', { name }),
      run: () => (person.muted ? void unmute() : setOpen('mute')),
    },
    {
      label: person.blocked ? t('person.unblock', { name }) : t('person.block', { name }),
      danger: !person.blocked,
      run: () => void setBlock(!person.blocked),
    },
    ...(host === undefined
      ? []
      : [
          {
            label: isHostBlocked ? t('person.unblock', { name: host }) : t('person.block-host', { host }),
            danger: !isHostBlocked,
            run: () => void setHostBlock(host),
          },
        ]),
  ];

  return (
    <ButtonRow>
      {person.me && (
        <ButtonLink href="/settings" icon="compose">
          {t('profile.edit')}
        </ButtonLink>
      )}
      {!person.me && canFollow && <FollowButton person={person} />}
      {children}
      {!person.me && <Menu label={t('person.more', { name })} items={items} />}
      {open === 'lists' && <ChooseLists person={person} onClose={close} />}
      {open === 'options' && <FollowOptions person={person} onClose={close} />}
      {open === 'mute' && <MuteDialog person={person} onClose={close} />}
    </ButtonRow>
  );
}
