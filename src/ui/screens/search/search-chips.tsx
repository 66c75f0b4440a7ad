import { type ReactNode, type RefObject, useState } from 'react';
import { t } from '../../text/translate.ts';
import { type Chip, chipsAt, hasToken, toggleToken } from './chips.ts';
import styles from './search.module.css';

const nameOf = (id: Chip['id']): string =>
  ({
    picture: t('search.chip-picture'),
    link: t('search.chip-link'),
    poll: t('search.chip-poll'),
    me: t('search.chip-me'),
    week: t('search.chip-week'),
    month: t('search.chip-month'),
  })[id];

/** Narrows a search by a tap, and shows by what words. */
export function SearchChips(props: {
  readonly text: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const { text, field, onChange } = props;
  const [chips] = useState(() => chipsAt(Date.now()));
  return (
    <div className={styles.chips} role="group" aria-label={t('search.narrow')}>
      {chips.map(({ id, token }) => (
        <button
          key={id}
          type="button"
          className={styles.chip}
          aria-pressed={hasToken(text, token)}
          title={token}
          onClick={() => {
            onChange(toggleToken(text, token));
            field.current?.focus();
          }}
        >
          {nameOf(id)}
        </button>
      ))}
    </div>
  );
}
