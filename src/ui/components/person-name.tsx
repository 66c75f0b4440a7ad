import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { personPath } from '../app/paths.ts';
import type { PersonView } from '../../services/app-api.ts';

/** Name of a person as a link to them; in its own direction, so that a Hebrew name does not turn the line around. */
export function PersonName(props: { readonly person: PersonView; readonly className?: string | undefined }): ReactNode {
  const { person, className } = props;
  return (
    <Link href={personPath(person.id)} className={className}>
      <bdi>{person.name || person.username}</bdi>
    </Link>
  );
}
