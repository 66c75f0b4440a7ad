import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { personPath } from '../app/paths.ts';
import type { PersonView } from '../../services/app-api.ts';
import { PersonLabel } from './person-label.tsx';

/** Name of a person as a link to them. */
export function PersonName(props: { readonly person: PersonView; readonly className?: string | undefined }): ReactNode {
  const { person, className } = props;
  return (
    <Link href={personPath(person.id)} className={className}>
      <PersonLabel person={person} />
    </Link>
  );
}
