import { type ReactNode, useState } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { useMedia } from '../hooks/use-media.ts';
import { useShowsPictures } from '../hooks/use-shows-pictures.ts';
import { firstGrapheme } from '../text/graphemes.ts';
import styles from './avatar.module.css';

const tones = [styles.tone1, styles.tone2, styles.tone3, styles.tone4, styles.tone5, styles.tone6];
const sizes = { small: styles.small, usual: styles.usual, large: styles.large };

/**
 * Picture of a person, or the first letter of the name on a colour that stays theirs. A picture on somebody's server tells that server
 * who reads, so it is loaded only of people one follows there.
 */
export function Avatar(props: { readonly person: PersonView; readonly size?: keyof typeof sizes }): ReactNode {
  const { person, size = 'usual' } = props;
  const { icon } = person;
  const [broken, setBroken] = useState<string>();
  const isRemote = icon?.startsWith('https:') === true;
  const shows = useShowsPictures(person);
  const media = useMedia(isRemote ? undefined : icon, person.id);
  const local = media.status === 'ready' ? media.url : undefined;
  const url = isRemote && shows && icon !== broken ? icon : local;
  return (
    <span className={avatarClass(person.id, size)} aria-hidden="true">
      {url === undefined ? (
        firstGrapheme(person.name || person.username || '?')
      ) : (
        <img src={url} alt="" loading="lazy" draggable={false} onError={() => setBroken(url)} />
      )}
    </span>
  );
}

/** A round place for a picture, on the colour that belongs to this id. */
export const avatarClass = (id: string, size: keyof typeof sizes): string =>
  `${styles.avatar} ${sizes[size]} ${tones[toneOf(id)]}`;

function toneOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return sum % tones.length;
}
