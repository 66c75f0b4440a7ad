import type { ReactNode } from 'react';
import type { MemberView } from '../../services/collections/collections-desk.ts';
import { Button } from './button.tsx';
import { PersonRow } from './person-row.tsx';
import { displayLocale, t } from '../text/translate.ts';
import styles from './person-row.module.css';

const dateOf = (atMs: number): string =>
  new Intl.DateTimeFormat(displayLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);

/** Somebody in a collection, known or only by address, and the one thing that can be done about it. */
export function MemberRow(props: {
  readonly member: MemberView;
  readonly action: string;
  /** The same with the name, for those who do not see the row. */
  readonly actionLabel: string;
  readonly onAction: () => void;
}): ReactNode {
  const { member, action, actionLabel, onAction } = props;
  const detail = member.untilMs === undefined ? undefined : t('mute.until', { date: dateOf(member.untilMs) });
  const button = (
    <Button aria-label={actionLabel} onClick={onAction}>
      {action}
    </Button>
  );
  if (member.person !== undefined) {
    return (
      <li>
        <PersonRow person={member.person} {...(detail !== undefined && { detail })}>
          {button}
        </PersonRow>
      </li>
    );
  }
  return (
    <li className={styles.row}>
      <span className={styles.person}>
        <bdi className={styles.name}>{member.label}</bdi>
      </span>
      {button}
    </li>
  );
}
