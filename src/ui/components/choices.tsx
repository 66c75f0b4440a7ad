import type { ReactNode } from 'react';
import styles from './choices.module.css';

/** A question with fields below it that belong together. */
export function Choices(props: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset className={styles.choices}>
      <legend>{props.label}</legend>
      {props.children}
    </fieldset>
  );
}

/** A question that has one answer. */
export function OneOf<Answer extends string>(props: {
  readonly label: string;
  readonly name: string;
  readonly answers: readonly (readonly [answer: Answer, words: string])[];
  readonly chosen: Answer;
  readonly onChoose: (answer: Answer) => void;
}): ReactNode {
  const { label, name, answers, chosen, onChoose } = props;
  return (
    <Choices label={label}>
      {answers.map(([answer, words]) => (
        <label key={answer} className={styles.choice}>
          <input type="radio" name={name} checked={chosen === answer} onChange={() => onChoose(answer)} />
          {words}
        </label>
      ))}
    </Choices>
  );
}
