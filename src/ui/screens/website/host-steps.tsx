import type { ReactNode } from 'react';
import { t } from '../../text/translate.ts';
import styles from './website.module.css';

/** Messages of the steps for each kind of host, in order; `note` says what a host cannot do. */
const hosts: readonly { readonly name: string; readonly steps: readonly string[]; readonly note?: string }[] = [
  { name: 'website.netlify', steps: ['website.netlify-1', 'website.netlify-2', 'website.netlify-3'] },
  {
    name: 'website.cloudflare',
    steps: ['website.cloudflare-1', 'website.cloudflare-2', 'website.cloudflare-3'],
    note: 'website.cloudflare-note',
  },
  { name: 'website.github', steps: ['website.github-1', 'website.github-2', 'website.github-3'], note: 'website.github-note' },
  { name: 'website.apache', steps: ['website.apache-1', 'website.apache-2'] },
  { name: 'website.nginx', steps: ['website.nginx-1', 'website.nginx-2', 'website.nginx-3'] },
  { name: 'website.other', steps: ['website.other-1', 'website.other-2', 'website.other-3'] },
];

/** How to put the files online, host by host. */
export function HostSteps(): ReactNode {
  return (
    <div className={styles.hosts}>
      {hosts.map((host) => (
        <details key={host.name}>
          <summary>{t(host.name)}</summary>
          <ol>
            {host.steps.map((step) => (
              <li key={step}>{t(step)}</li>
            ))}
          </ol>
          {host.note !== undefined && <p className={styles.note}>{t(host.note)}</p>}
        </details>
      ))}
    </div>
  );
}
