import type { ReactNode } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { useMedia } from '../hooks/use-media.ts';
import { firstGrapheme } from '../text/graphemes.ts';
import styles from './avatar.module.css';

const tones = [styles.tone1, styles.tone2, styles.tone3, styles.tone4, styles.tone5, styles.tone6];
const sizes = { small: styles.small, usual: styles.usual, large: styles.large };

/**
 * Picture of a person, or the first letter of the name on a colour that stays theirs. Pictures on other people's servers are never
 * loaded here: that would tell those servers who reads.
 */
export function Avatar(props: { readonly person: PersonView; readonly size?: keyof typeof sizes }): ReactNode {
  const { person, size = 'usual' } = props;
  const digest = person.icon?.startsWith('https:') === true ? undefined : person.icon;
  const media = useMedia(digest, person.id);
  return (
    <span className={`${styles.avatar} ${sizes[size]} ${tones[toneOf(person.id)]}`} aria-hidden="true">
      {media.status === 'ready' ? (
        <img src={media.url} alt="" draggable={false} />
      ) : (
        firstGrapheme(person.name || person.username || '?')
      )}
    </span>
  );
}

function toneOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return sum % tones.length;
}
