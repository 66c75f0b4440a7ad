import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { PollenMark } from '../../components/pollen-mark.tsx';
import { useArrival } from '../../hooks/use-arrival.ts';
import { t } from '../../text/translate.ts';
import styles from './welcome.module.css';

const steps = [1, 2, 3];

/** One step of the beginning. */
export function WelcomePage(props: {
  readonly step: number;
  readonly title: string;
  readonly text: string;
  readonly skip?: string;
  readonly onSkip?: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading, `welcome ${props.step}`, false);
  useEffect(() => {
    document.title = t('shell.title', { title: props.title });
  }, [props.title]);
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <PollenMark size={72} />
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        <p>{props.text}</p>
      </div>
      <div className={styles.sheet}>
        {props.children}
        {props.onSkip !== undefined && (
          <div className={styles.skip}>
            <Button kind="quiet" onClick={props.onSkip}>
              {props.skip}
            </Button>
          </div>
        )}
        <ol className={styles.steps} aria-label={t('welcome.step', { step: props.step, count: steps.length })}>
          {steps.map((step) => (
            <li key={step} className={step === props.step ? styles.now : undefined} />
          ))}
        </ol>
      </div>
    </main>
  );
}
