import type { ConnectionState } from '../../../protocol/ports/network.ts';
import { paths } from '../../app/paths.ts';
import { t } from '../../text/translate.ts';

/** One sentence for each state of the connection, and at most one thing to do about it. */
export function connectionWords(
  state: ConnectionState,
  hasGateways: boolean,
): { readonly text: string; readonly action?: { readonly label: string; readonly href: string } } {
  switch (state) {
    case 'offline':
      return { text: t('connection.offline-text') };
    case 'looking':
      return { text: t('connection.looking-text') };
    case 'only-this-device':
      return {
        text: t('connection.only-this-device-text'),
        action: hasGateways
          ? { label: t('connection.action-follow'), href: paths.follow }
          : { label: t('connection.action-gateway'), href: paths.settings },
      };
    case 'few':
      return { text: t('connection.few-text'), action: { label: t('connection.action-follow'), href: paths.follow } };
    default:
      return { text: t('connection.well-text') };
  }
}
