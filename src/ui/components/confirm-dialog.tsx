import type { ReactNode } from 'react';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { ButtonRow } from './button-row.tsx';
import { Dialog } from './dialog.tsx';
import styles from './confirm-dialog.module.css';

/** Asks once before something that cannot be taken back. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <p className={styles.text}>{props.text}</p>
      <ButtonRow end>
        <Button onClick={props.onClose}>{t('action.cancel')}</Button>
        <Button kind="danger" onClick={props.onConfirm}>
          {props.confirm}
        </Button>
      </ButtonRow>
    </Dialog>
  );
}
