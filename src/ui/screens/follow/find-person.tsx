import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { followErrorText } from '../../text/follow-error-text.ts';
import { t } from '../../text/translate.ts';
import { FoundPerson } from './found-person.tsx';
import { type Lookup, useLookup } from './use-lookup.ts';
import { useScanner } from './use-scanner.tsx';
import styles from './follow.module.css';

/** A field for an address or link, a camera where there is one, and the card of whoever it is. */
export function FindPerson(props: { readonly address?: string | undefined; readonly onFollowed?: () => void }): ReactNode {
  const { address, onFollowed } = props;
  const [text, setText] = useState(address ?? '');
  const { lookup, look } = useLookup(address);
  const { scan, scanner } = useScanner((found) => {
    setText(found);
    look(found);
  });
  const error = errorText(lookup);
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          look(text);
        }}
      >
        <TextField
          label={t('follow.address')}
          placeholder={t('follow.placeholder')}
          hint={t('follow.hint')}
          value={text}
          error={error}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" busy={text.trim() === '' || lookup.status === 'looking'}>
          {lookup.status === 'looking' ? t('follow.looking') : t('follow.show')}
        </Button>
        {scan !== undefined && (
          <Button icon="scan" onClick={scan}>
            {t('follow.scan')}
          </Button>
        )}
      </form>
      <div aria-live="polite">{lookup.status === 'found' && <FoundPerson person={lookup.person} onFollowed={onFollowed} />}</div>
      {scanner}
    </>
  );
}

function errorText(lookup: Lookup): string | undefined {
  return lookup.status === 'failed' ? followErrorText(lookup.error) : undefined;
}
