import { formatAcct } from '../../protocol/fediverse/acct.ts';
import { formatAddress } from '../../protocol/identity/address.ts';
import type { CsvEntry, PersonTarget } from '../../protocol/import/entries.ts';

const longest = 200;

/** How people write what a row names. */
export function rowLabel(entry: CsvEntry): string {
  const text = labelOf(entry);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function labelOf(entry: CsvEntry): string {
  switch (entry.type) {
    case 'host':
      return entry.host;
    case 'post':
      return entry.id;
    case 'person':
      return entry.list === undefined ? personLabel(entry.person) : `${entry.list}: ${personLabel(entry.person)}`;
  }
}

export function personLabel(person: PersonTarget): string {
  switch (person.type) {
    case 'acct':
      return `@${formatAcct(person.acct)}`;
    case 'page':
      return person.url;
    case 'pollen':
      return formatAddress(person.name);
    case 'local':
      return person.user;
  }
}
