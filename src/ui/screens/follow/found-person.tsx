import type { ReactNode } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { personPath } from '../../app/paths.ts';
import { Avatar } from '../../components/avatar.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { FollowButton } from '../../components/follow-button.tsx';
import { LookAlikeWarning } from '../../components/look-alike-warning.tsx';
import { PersonHandle } from '../../components/person-handle.tsx';
import { PersonLabel } from '../../components/person-label.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useShowsPictures } from '../../hooks/use-shows-pictures.ts';
import { t } from '../../text/translate.ts';
import { GoesOnAs } from '../profile/goes-on-as.tsx';
import styles from './follow.module.css';

/** Who an address belongs to, shown before following. */
export function FoundPerson(props: { readonly person: PersonView; readonly onFollowed?: (() => void) | undefined }): ReactNode {
  const { person, onFollowed } = props;
  const shows = useShowsPictures(person);
  const emoji = shows ? person.emoji : undefined;
  const unknown = person.name === '' && person.username === '';
  return (
    <div className={styles.card}>
      <div className={styles.who}>
        <Avatar person={person} size="large" />
        <div>
          <h3 className={styles.name}>{unknown ? t('follow.unknown') : <PersonLabel person={person} />}</h3>
          <p className={styles.handle}>{person.username === '' ? person.address : <PersonHandle person={person} />}</p>
        </div>
      </div>
      <LookAlikeWarning person={person} />
      <GoesOnAs person={person} />
      {person.summary.length > 0 && <RichText content={person.summary} emoji={emoji} />}
      {person.remote !== undefined && <p className={styles.handle}>{t('post.from-host', { host: person.remote.host })}</p>}
      {person.remote?.approves === true && <p className={styles.handle}>{t('remote.approves')}</p>}
      {unknown && <p className={styles.handle}>{t('follow.unknown-text')}</p>}
      <ButtonRow>
        {!person.me && <FollowButton person={person} {...(onFollowed === undefined ? {} : { onFollowed })} />}
        {onFollowed === undefined && <ButtonLink href={personPath(person.id)}>{t('follow.profile')}</ButtonLink>}
      </ButtonRow>
    </div>
  );
}
