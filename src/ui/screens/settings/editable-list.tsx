import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import { useTyped } from './use-typed.ts';
import styles from './settings.module.css';

/** A list of addresses: take away, add, nothing else. */
export function EditableList(props: {
  readonly items: readonly string[];
  readonly empty: string;
  readonly label: string;
  readonly invalid: string;
  readonly example: string;
  readonly parse: (text: string) => string | undefined;
  readonly note?: (item: string) => string | undefined;
  readonly onChange: (items: readonly string[]) => void;
}): ReactNode {
  const { items, empty, label, invalid, example, parse, note, onChange } = props;
  const [text, setText] = useTyped(`add ${example}`, () => '');
  const [wrong, setWrong] = useState(false);

  function add(event: FormEvent): void {
    event.preventDefault();
    const item = parse(text);
    setWrong(item === undefined);
    if (item === undefined) return;
    if (!items.includes(item)) onChange([...items, item]);
    setText('');
  }

  return (
    <>
      {items.length === 0 && <p>{empty}</p>}
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item}>
            <span className={styles.item}>
              <bdi>{item}</bdi>
              {note?.(item) !== undefined && <span className={styles.note}>{note(item)}</span>}
            </span>
            <IconButton
              icon="close"
              label={t('settings.remove', { item })}
              onClick={() => onChange(items.filter((other) => other !== item))}
            />
          </li>
        ))}
      </ul>
      <form className={styles.add} onSubmit={add}>
        <TextField
          label={label}
          placeholder={example}
          value={text}
          error={wrong ? invalid : undefined}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <Button type="submit" busy={text.trim() === ''}>
          {t('settings.add')}
        </Button>
      </form>
    </>
  );
}
