import type { ReactNode } from 'react';
import type { Did, ObjectId } from '../../../protocol/brand.ts';
import type { PersonView } from '../../../services/app-api.ts';
import { useInterface, useMe } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink, IconButton } from '../../components/button.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Feed } from '../../components/feed.tsx';
import { NewPill } from '../../components/new-pill.tsx';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useComesBack, useTimeline } from '../../hooks/use-timeline.ts';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import { LoadOlder } from './load-older.tsx';
import { ProfileHead } from './profile-head.tsx';
import { useConfirmAddress } from './use-confirm-address.ts';
import { useReadAccount } from './use-read-account.ts';
import styles from './profile.module.css';

const personTopics = ['people', 'profile', 'follows', 'moderation', 'sync', 'remote', 'settings'] as const;

/** My own page, one of the five destinations. */
export function OwnProfile(): ReactNode {
  const me = useMe();
  return <Profile id={me.did} />;
}

/** Somebody: who they are, what can be done, what they wrote. */
export function Profile(props: { readonly id: Did | ObjectId }): ReactNode {
  const { id } = props;
  const { app, switching } = useInterface();
  const me = useMe();
  const mine = id === me.did;
  const comesBack = useComesBack();
  const person = useAnswer(id, () => app.person(id), personTopics);
  const title = mine ? t('profile.mine') : nameOf(person.status === 'ready' ? person.value : undefined);
  return (
    <Screen
      title={title}
      back={!mine}
      restores={comesBack}
      actions={
        mine && (
          <>
            <IconButton icon="people" label={t('accounts.open')} onClick={() => switching.set(true)} />
            <ButtonLink href={paths.settings} kind="quiet" icon="settings">
              <span className={styles.settings}>{t('nav.settings')}</span>
            </ButtonLink>
          </>
        )
      }
    >
      {person.status === 'loading' && <PostSkeleton />}
      {person.status === 'failed' && (
        <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={person.again} />
      )}
      {person.status === 'ready' && <KnownPerson person={person.value} comesBack={comesBack} />}
    </Screen>
  );
}

function KnownPerson(props: { readonly person: PersonView; readonly comesBack: boolean }): ReactNode {
  const { person } = props;
  const { app, composing } = useInterface();
  const { readOnly } = useMe();
  const { list, state } = useTimeline(`profile ${person.id}`, (page) => app.profileTimeline(person.id, page), props.comesBack);
  const reading = useReadAccount(person);
  useConfirmAddress(person, reading === 'no');
  return (
    <>
      <ProfileHead person={person} reading={reading} />
      <NewPill list={list} state={state} />
      <Feed
        label={t('profile.posts')}
        list={list}
        state={state}
        empty={
          person.hasEnded !== true &&
          !person.blocked && (
            <EmptyState icon="seedling" {...emptyWords(person, readOnly)}>
              {person.me && !readOnly ? (
                <Button icon="compose" onClick={() => composing.open({ kind: 'new' })}>
                  {t('home.empty-write')}
                </Button>
              ) : undefined}
            </EmptyState>
          )
        }
        end={person.hasEnded !== true && <LoadOlder person={person} />}
      />
    </>
  );
}

const nameOf = (person: PersonView | undefined): string => (person === undefined ? t('profile.title') : plainName(person));

function emptyWords(person: PersonView, readOnly: boolean): { readonly title: string; readonly text: string } {
  if (!person.me) return { title: t('profile.empty-title'), text: t('profile.empty-text') };
  // Restored: what was written is there, and on its way.
  if (readOnly) return { title: t('backup.restored-title'), text: t('backup.restored-text') };
  return { title: t('profile.empty-mine-title'), text: t('profile.empty-mine-text') };
}
