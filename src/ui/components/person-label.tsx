import type { ReactNode } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { useShowsPictures } from '../hooks/use-shows-pictures.ts';
import { WithEmoji } from './with-emoji.tsx';

/** Name of a person, in its own direction, so that a Hebrew one does not turn the line around. */
export function PersonLabel(props: { readonly person: PersonView; readonly className?: string | undefined }): ReactNode {
  const { person, className } = props;
  const shows = useShowsPictures(person);
  return (
    <bdi className={className}>
      <WithEmoji text={person.name || person.username} emoji={shows ? person.emoji : undefined} />
    </bdi>
  );
}
