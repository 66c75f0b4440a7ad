import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { Screen } from '../../components/screen.tsx';
import { useComesBack } from '../../hooks/use-timeline.ts';
import { followErrorText } from '../../text/follow-error-text.ts';
import { t } from '../../text/translate.ts';
import { FoundPerson } from '../follow/found-person.tsx';
import { useLookup } from '../follow/use-lookup.ts';
import { useScanner } from '../follow/use-scanner.tsx';
import { looksLikeAddress } from './looks-like-address.ts';
import { Results } from './results.tsx';
import { SearchChips } from './search-chips.tsx';
import { SearchStart } from './search-start.tsx';
import styles from './search.module.css';

interface Typed {
  readonly searched?: string;
}

/** One field for all that can be found: old posts, people, hashtags, and whoever belongs to an address. */
export function Search(props: { readonly text?: string }): ReactNode {
  // In the entry of the history, not in the address: so every letter can be kept, and going back finds it.
  const [text, setText] = useState(() => (Object(history.state) as Typed).searched ?? props.text ?? '');
  const field = useRef<HTMLInputElement>(null);
  const comesBack = useComesBack();
  const { lookup, look } = useLookup(undefined);
  const { scan, scanner } = useScanner((found) => {
    setText(found);
    look(found);
  });
  const isAddress = looksLikeAddress(text);
  const shown = isAddress && lookup.status === 'found' ? lookup.person : undefined;

  useEffect(() => {
    try {
      history.replaceState({ ...(Object(history.state) as object), searched: text } satisfies Typed, '');
    } catch {
      // Safari refuses more than a hundred in half a minute: then going back finds what was typed before.
    }
  }, [text]);

  // Somebody pressed the destination while being there, or went back to another search.
  useEffect(() => {
    const again = (): void => setText((Object(history.state) as Typed).searched ?? '');
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      setText('');
    }
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    document.querySelector<HTMLElement>('[data-found] a, [data-found] [data-post]')?.focus();
  }

  return (
    <Screen title={t('search.title')} restores={comesBack}>
      <div role="search" className={styles.bar}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isAddress) look(text);
            else document.querySelector<HTMLElement>('[data-found] a, [data-found] [data-post]')?.focus();
          }}
        >
          <label className="visually-hidden" htmlFor="search-field">
            {t('search.field')}
          </label>
          <input
            ref={field}
            id="search-field"
            className={styles.field}
            type="search"
            data-search
            value={text}
            placeholder={t('search.placeholder')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="search"
            dir="auto"
            aria-describedby="search-hint"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
          />
          {scan !== undefined && text === '' && <IconButton icon="scan" label={t('follow.scan')} onClick={scan} />}
          {isAddress && (
            <Button type="submit" kind="main" busy={lookup.status === 'looking'}>
              {lookup.status === 'looking' ? t('follow.looking') : t('follow.show')}
            </Button>
          )}
        </form>
        <p className="visually-hidden" id="search-hint">
          {t('search.field-hint')}
        </p>
        {!isAddress && <SearchChips text={text} onChange={setText} field={field} />}
      </div>
      {isAddress && <p className={styles.quiet}>{t('search.address-hint')}</p>}
      <div aria-live="polite">
        {shown !== undefined && (
          <div className={styles.person}>
            <FoundPerson person={shown} />
          </div>
        )}
        {isAddress && lookup.status === 'failed' && (
          <p role="alert" className={styles.trouble}>
            {followErrorText(lookup.error)}
          </p>
        )}
      </div>
      {text.trim() === '' ? (
        <SearchStart />
      ) : (
        <Results text={text.trim()} isAddress={isAddress} shown={shown?.id} comesBack={comesBack} />
      )}
      {scanner}
    </Screen>
  );
}
