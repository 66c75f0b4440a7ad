import type { PersonView, RemotePerson } from '../../services/app-api.ts';
import { ago } from './ago.ts';
import { displayLocale, t } from './translate.ts';

/** Where reading somebody stands, in a few words. */
export function syncText(person: PersonView): string {
  const { sync, username } = person;
  const handle = `@${username}`;
  if (person.hasEnded === true) return t('sync.ended', { handle });
  if (person.remote !== undefined) return remoteText(person.remote, handle);
  if (sync === undefined) return handle;
  if (sync.state === 'new' || sync.state === 'reading') return t('sync.reading', { handle });
  if (sync.state === 'unreachable') return t('sync.unreachable', { handle });
  if (sync.state === 'invalid') return t('sync.invalid', { handle });
  return t('sync.current', { handle, when: ago(sync.lastReadMs, Date.now(), displayLocale()) });
}

function remoteText({ state, lastReadMs }: RemotePerson, handle: string): string {
  if (state === 'gone') return t('sync.gone', { handle });
  if (state === 'forbidden') return t('sync.forbidden', { handle });
  if (state === 'unreachable') return t('sync.unreachable', { handle });
  if (lastReadMs === 0) return t('sync.reading', { handle });
  return t('sync.current', { handle, when: ago(lastReadMs, Date.now(), displayLocale()) });
}
