import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './field.module.css';

interface Around {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

function describedBy(id: string, around: Around): string | undefined {
  const ids = [around.error === undefined ? '' : `${id}-error`, around.hint === undefined ? '' : `${id}-hint`];
  return ids.filter((part) => part !== '').join(' ') || undefined;
}

function Frame(props: Around & { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={props.id}>
        {props.label}
      </label>
      {props.children}
      {props.error !== undefined && (
        <p className={styles.error} id={`${props.id}-error`} role="alert">
          {props.error}
        </p>
      )}
      {props.hint !== undefined && (
        <p className={styles.hint} id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** One line of text with its label; `error` says what to change. */
export function TextField({ label, hint, error, ...rest }: Around & ComponentProps<'input'>): ReactNode {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        {...rest}
        id={id}
        className={styles.input}
        aria-describedby={describedBy(id, { label, hint, error })}
        aria-invalid={error === undefined ? undefined : true}
      />
    </Frame>
  );
}

/** Several lines of text; grows with what is in it. */
export function TextArea({ label, hint, error, ...rest }: Around & ComponentProps<'textarea'>): ReactNode {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        id={id}
        className={styles.input}
        aria-describedby={describedBy(id, { label, hint, error })}
        aria-invalid={error === undefined ? undefined : true}
      />
    </Frame>
  );
}

export function SelectField({ label, hint, error, children, ...rest }: Around & ComponentProps<'select'>): ReactNode {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select {...rest} id={id} className={styles.input} aria-describedby={describedBy(id, { label, hint, error })}>
        {children}
      </select>
    </Frame>
  );
}

export function CheckField({ label, hint, ...rest }: Omit<Around, 'error'> & ComponentProps<'input'>): ReactNode {
  const id = useId();
  return (
    <div>
      <label className={styles.check} htmlFor={id}>
        <input {...rest} id={id} type="checkbox" aria-describedby={describedBy(id, { label, hint })} />
        <span>{label}</span>
      </label>
      {hint !== undefined && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
