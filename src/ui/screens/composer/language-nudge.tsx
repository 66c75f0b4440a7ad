import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { languageNames } from '../../text/language-names.ts';
import { t } from '../../text/translate.ts';
import { otherLanguage } from './guess-language.ts';
import styles from './composer.module.css';

const restMs = 700;

/** Says when a text looks like another language than the chosen one; once it was told to be silent it is, for this draft. */
export function LanguageNudge(props: {
  readonly text: string;
  readonly language: string;
  readonly onChoose: (language: string) => void;
}): ReactNode {
  const { text, language, onChoose } = props;
  const [settled, setSettled] = useState(text);
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const guessed = quiet || language === '' ? undefined : otherLanguage(settled, language);
  if (guessed === undefined) return null;
  const name = languageNames()(guessed);
  return (
    <div className={styles.nudge} role="status">
      <p>{t('composer.looks-like', { language: name })}</p>
      <Button kind="quiet" onClick={() => onChoose(guessed)}>
        {t('composer.mark-as', { language: name })}
      </Button>
      <Button kind="quiet" onClick={() => setQuiet(true)}>
        {t('composer.keep-language')}
      </Button>
    </div>
  );
}
