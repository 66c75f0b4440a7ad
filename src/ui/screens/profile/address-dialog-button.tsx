import { type ReactNode, useState } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { AddressCard } from '../../components/address-card.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../text/translate.ts';

/** Shows the address card over the profile. */
export function AddressDialogButton(props: { readonly person: PersonView; readonly link: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const label = props.person.me ? t('address.mine') : t('address.theirs');
  return (
    <>
      <Button icon="scan" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Dialog title={label} onClose={() => setOpen(false)}>
          <AddressCard person={props.person} link={props.link} />
        </Dialog>
      )}
    </>
  );
}
