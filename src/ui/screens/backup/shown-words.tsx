import type { ReactNode } from 'react';
import type { RecoverySheet } from '../../../services/recovery/recovery-api.ts';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { t } from '../../text/translate.ts';
import { PaperSheet } from './paper-sheet.tsx';
import styles from './words.module.css';

/** The words in the clear, until somebody hides them or leaves. */
export function ShownWords(props: { readonly sheet: RecoverySheet; readonly onHide: () => void }): ReactNode {
  return (
    <>
      <p>{t('ways.words-shown')}</p>
      <ol className={styles.words} lang="en" dir="ltr" aria-label={t('ways.words-title')}>
        {props.sheet.words.map((word, index) => (
          <li key={`${index} ${word}`}>{word}</li>
        ))}
      </ol>
      <ButtonRow>
        <Button onClick={() => print()}>{t('ways.print')}</Button>
        <Button kind="quiet" onClick={props.onHide}>
          {t('ways.words-hide')}
        </Button>
      </ButtonRow>
      <PaperSheet sheet={props.sheet} />
    </>
  );
}
