import type { ReactNode } from 'react';
import type { PersonView, RemotePerson } from '../../../services/app-api.ts';
import { useApp, useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { PersonRow } from '../../components/person-row.tsx';
import { FollowButton } from '../../components/follow-button.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useShowsPictures } from '../../hooks/use-shows-pictures.ts';
import { t } from '../../text/translate.ts';
import { remoteStateText } from './remote-words.ts';
import styles from './profile.module.css';

/** What is special about somebody on a server: where they are, that nothing is signed, their own rows, their Pollen account. */
export function RemotePart(props: { readonly person: PersonView; readonly remote: RemotePerson }): ReactNode {
  const { person, remote } = props;
  const shows = useShowsPictures(person);
  const state = remoteStateText(remote);
  return (
    <>
      {remote.pollen !== undefined && <AlsoOnPollen id={remote.pollen} />}
      {remote.fields.length > 0 && <Fields remote={remote} emoji={shows ? person.emoji : undefined} />}
      <p className={styles.origin}>
        <Icon name="globe" size={18} />
        <span>{t('post.from-host', { host: remote.host })}</span>
      </p>
      {remote.approves && (
        <p className={styles.origin}>
          <Icon name="signed" size={18} />
          <span>{t('remote.approves')}</span>
        </p>
      )}
      {state !== undefined && (
        <p className={`${styles.state} ${state.trouble ? styles.trouble : ''}`} role="status">
          {state.text}
        </p>
      )}
    </>
  );
}

/** The way to their page, and to their pictures where those are not loaded by themselves. */
export function RemoteButtons(props: { readonly person: PersonView; readonly remote: RemotePerson }): ReactNode {
  const { person, remote } = props;
  const { askedFor } = useInterface();
  const shows = useShowsPictures(person);
  return (
    <ButtonRow>
      <a className={styles.outside} href={remote.url} target="_blank" rel="noopener noreferrer">
        <Icon name="globe" size={20} />
        {t('remote.open', { host: remote.host })}
      </a>
      {!shows && (
        <Button icon="picture" onClick={() => askedFor.update((people) => new Set([...people, person.id]))}>
          {t('person.show-pictures', { host: remote.host })}
        </Button>
      )}
    </ButtonRow>
  );
}

function AlsoOnPollen(props: { readonly id: NonNullable<RemotePerson['pollen']> }): ReactNode {
  const { id } = props;
  const app = useApp();
  const person = useAnswer(id, () => app.person(id), ['people', 'follows', 'sync', 'remote']);
  if (person.status !== 'ready') return null;
  return (
    <section className={styles.also} aria-labelledby="also-on-pollen">
      <h2 id="also-on-pollen">{t('remote.also')}</h2>
      <p>{t('remote.also-text')}</p>
      <PersonRow person={person.value}>
        <FollowButton person={person.value} />
      </PersonRow>
    </section>
  );
}

function Fields(props: { readonly remote: RemotePerson; readonly emoji: PersonView['emoji'] }): ReactNode {
  return (
    <dl className={styles.fields}>
      {props.remote.fields.map(({ name, value }, index) => (
        // Two rows may have the same name.
        <div key={`${index} ${name}`}>
          <dt dir="auto">{name}</dt>
          <dd>
            <RichText content={value} emoji={props.emoji} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
