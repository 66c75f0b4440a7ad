import type { ReactNode } from 'react';
import type { CaughtLink } from '../../../services/catch-up/catch-up-view.ts';
import { plainName } from '../../text/plain-name.ts';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './catch-up.module.css';

const mostNames = 3;

/** Pages that several people linked to or shared; the posts that did can be looked at alone. */
export function Links(props: {
  readonly links: readonly CaughtLink[];
  readonly chosen: string | undefined;
  readonly onChoose: (href: string | undefined) => void;
}): ReactNode {
  const { links, chosen, onChoose } = props;
  return (
    <section className={styles.links}>
      <h2>{t('caught.links')}</h2>
      <ol>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} target="_blank" rel="noopener noreferrer nofollow ugc" dir="auto">
              {link.label}
            </a>
            <small>{link.host}</small>
            <button
              type="button"
              aria-pressed={chosen === link.href}
              onClick={() => onChoose(chosen === link.href ? undefined : link.href)}
            >
              {t('caught.link-by', { people: namesOf(link), count: link.posts.length })}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function namesOf({ people }: CaughtLink): string {
  const names = people.slice(0, mostNames).map(plainName);
  const others = people.length - names.length;
  const list = new Intl.ListFormat(displayLocale(), { type: 'conjunction' });
  return list.format(others === 0 ? names : [...names, t('caught.others', { count: others })]);
}
