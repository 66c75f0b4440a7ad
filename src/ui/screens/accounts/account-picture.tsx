import type { ReactNode } from 'react';
import type { AccountHere } from '../../../services/accounts/accounts-api.ts';
import { avatarClass } from '../../components/avatar.tsx';
import { BlobImage } from '../../components/blob-image.tsx';
import { Icon } from '../../components/icon.tsx';
import { firstGrapheme } from '../../text/graphemes.ts';

/** As the avatar of a person, from what this device has; nobody is asked for anything. A locked account shows a lock. */
export function AccountPicture(props: { readonly account: AccountHere }): ReactNode {
  const { did, name, username, picture, locks } = props.account;
  return (
    <span className={avatarClass(did, 'usual')} aria-hidden="true">
      {picture !== undefined ? (
        <BlobImage blob={picture} />
      ) : locks ? (
        <Icon name="signed" />
      ) : (
        firstGrapheme(name || username || '?')
      )}
    </span>
  );
}
