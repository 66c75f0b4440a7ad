import type { ReactNode } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { useShowsPictures } from '../hooks/use-shows-pictures.ts';
import { WithEmoji } from './with-emoji.tsx';

/** Name of a person, in its own direction, so that a Hebrew one does not turn the line around. */
export function PersonLabel(props: { readonly person: PersonView; readonly className?: string | undefined }): ReactNode {
  const { person, className } = props;
  return <bdi className={className}>{person.emoji === undefined ? nameOf(person) : <NameWithEmoji person={person} />}</bdi>;
}

function NameWithEmoji(props: { readonly person: PersonView }): ReactNode {
  const { person } = props;
  const shows = useShowsPictures(person);
  return <WithEmoji text={nameOf(person)} emoji={shows ? person.emoji : undefined} />;
}

const nameOf = ({ name, username }: PersonView): string => name || username;
