import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import styles from './button.module.css';

type Kind = 'main' | 'plain' | 'quiet' | 'danger';

const classes: Readonly<Record<Kind, string>> = {
  main: `${styles.button} ${styles.main}`,
  plain: `${styles.button}`,
  quiet: `${styles.button} ${styles.quiet}`,
  danger: `${styles.button} ${styles.danger}`,
};

type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  readonly kind?: Kind;
  readonly icon?: IconName;
  /** Stays in the tab order and keeps its name, does nothing. */
  readonly busy?: boolean;
};

/** A verb and an object. `main` at most once a screen. */
export function Button({
  kind = 'plain',
  icon,
  busy = false,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      className={classes[kind]}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {icon !== undefined && <Icon name={icon} size={20} />}
      {children}
    </button>
  );
}

/** Looks like a button and goes somewhere. */
export function ButtonLink(props: {
  readonly href: string;
  readonly kind?: Kind;
  readonly icon?: IconName;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link href={props.href} className={classes[props.kind ?? 'plain']}>
      {props.icon !== undefined && <Icon name={props.icon} size={20} />}
      {props.children}
    </Link>
  );
}

/** A round button with a picture; `label` is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  filled = false,
  ...rest
}: Omit<ComponentProps<'button'>, 'children' | 'aria-label' | 'title'> & {
  readonly icon: IconName;
  readonly label: string;
  readonly filled?: boolean;
}): ReactNode {
  return (
    <button type="button" className={styles.icon} {...rest} aria-label={label} title={label}>
      <Icon name={icon} filled={filled} />
    </button>
  );
}
