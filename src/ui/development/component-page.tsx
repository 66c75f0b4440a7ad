import { type ReactNode, useState } from 'react';
import { CheckField } from '../components/field.tsx';
import { controlSamples } from './component-controls.tsx';
import type { ComponentSample } from './component-sample.ts';
import { peopleSamples } from './component-people.tsx';
import { postSamples } from './component-posts.tsx';
import { stateSamples } from './component-states.tsx';
import styles from './component-page.module.css';

const groups: readonly (readonly [title: string, samples: readonly ComponentSample[]])[] = [
  ['Controls', controlSamples],
  ['People', peopleSamples],
  ['Posts', postSamples],
  ['States', stateSamples],
];

/** Every component with its states, light beside dark. For whoever changes how the app looks; never in a build. */
export function ComponentPage(props: { readonly rightToLeft: boolean; readonly narrow: boolean }): ReactNode {
  const [rightToLeft, setRightToLeft] = useState(props.rightToLeft);
  const [narrow, setNarrow] = useState(props.narrow);
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Components</h1>
        <CheckField label="From right to left" checked={rightToLeft} onChange={(event) => setRightToLeft(event.target.checked)} />
        <CheckField label="320 px" checked={narrow} onChange={(event) => setNarrow(event.target.checked)} />
      </header>
      <div dir={rightToLeft ? 'rtl' : 'ltr'}>
        {groups.map(([title, samples]) => (
          <section key={title} className={styles.group} aria-label={title}>
            <h2>{title}</h2>
            {samples.map((sample) => (
              <Sample key={sample.name} sample={sample} narrow={narrow} />
            ))}
          </section>
        ))}
      </div>
    </main>
  );
}

function Sample(props: { readonly sample: ComponentSample; readonly narrow: boolean }): ReactNode {
  const { name, states } = props.sample;
  return (
    <section className={styles.sample} aria-label={name}>
      <h3>{name}</h3>
      <div className={`${styles.schemes} ${props.narrow ? styles.narrow : ''}`}>
        {(['light', 'dark'] as const).map((scheme) => (
          <dl key={scheme} className={styles.scheme} style={{ colorScheme: scheme }}>
            {Object.entries(states).map(([state, view]) => (
              <div key={state}>
                <dt>{state}</dt>
                <dd>{view}</dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </section>
  );
}
