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
  return (
    <span className={avatarClass(person.id, size)} aria-hidden="true">
      {portraitOf(person)}
    </span>
  );
}

function portraitOf(person: PersonView): ReactNode {
  const { icon } = person;
  if (icon === undefined) return letterOf(person);
  return icon.startsWith('https:') ? <RemotePortrait person={person} icon={icon} /> : <Portrait person={person} icon={icon} />;
}

interface PortraitProps {
  readonly person: PersonView;
  readonly icon: string;
}

function Portrait({ person, icon }: PortraitProps): ReactNode {
  const media = useMedia(icon, person.id);
  if (media.status !== 'ready') return letterOf(person);
  return <img src={media.url} alt="" loading="lazy" draggable={false} />;
}

function RemotePortrait({ person, icon }: PortraitProps): ReactNode {
  const [broken, setBroken] = useState<string>();
  const shows = useShowsPictures(person);
  if (!shows || icon === broken) return letterOf(person);
  return <img src={icon} alt="" loading="lazy" draggable={false} onError={() => setBroken(icon)} />;
}

const letterOf = ({ name, username }: PersonView): string => firstGrapheme(name || username || '?');

/** A round place for a picture, on the colour that belongs to this id. */
export const avatarClass = (id: string, size: keyof typeof sizes): string =>
  `${styles.avatar} ${sizes[size]} ${tones[toneOf(id)]}`;

function toneOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return sum % tones.length;
}
