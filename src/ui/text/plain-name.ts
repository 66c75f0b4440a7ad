import type { PersonView } from '../../services/app-api.ts';

/** Name of a person where pictures have no place: titles, messages, labels. */
export function plainName({ name, username, emoji }: Pick<PersonView, 'name' | 'username' | 'emoji'>): string {
  const plain = emoji === undefined ? name : name.replaceAll(/:\w+:/g, '').replaceAll(/\s+/g, ' ').trim();
  return plain || `@${username}`;
}
