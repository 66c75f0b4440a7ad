import type { RemotePerson } from '../../../services/app-api.ts';
import { ago } from '../../text/ago.ts';
import { displayLocale, t } from '../../text/translate.ts';

/** Where reading somebody on a server stands. */
export function remoteStateText(remote: RemotePerson): { readonly text: string; readonly trouble: boolean } | undefined {
  const { host, state, reason, lastReadMs } = remote;
  if (state === 'gone') return { text: t('remote.gone', { host }), trouble: true };
  if (state === 'forbidden') return { text: t('remote.forbidden', { host }), trouble: true };
  if (state === 'unreachable') {
    return {
      text: reason === undefined ? t('remote.unreachable', { host }) : t('remote.unreachable-why', { host, reason }),
      trouble: true,
    };
  }
  if (lastReadMs === 0) return undefined;
  return { text: t('remote.read', { when: ago(lastReadMs, Date.now(), displayLocale()) }), trouble: false };
}
