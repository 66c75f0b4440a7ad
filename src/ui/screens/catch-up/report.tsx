import { type ReactNode, useId, useState } from 'react';
import type { CatchUpView, CaughtKind } from '../../../services/catch-up/catch-up-view.ts';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { plainName } from '../../text/plain-name.ts';
import { shortTime } from '../../text/short-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { CaughtRow } from './caught-row.tsx';
import { Links } from './links.tsx';
import { People } from './people.tsx';
import { type Choice, chosen, countKinds, everything, type Order, orders } from './sort-caught.ts';
import styles from './catch-up.module.css';

/** Rows shown before more are asked for. */
const pageSize = 80;

/** How the last report was looked at: whoever comes back from a post goes on there. */
let lastChoice = everything;

/** A gathered catch-up: who and what, then the posts in the wanted order, then its end. */
export function Report(props: { readonly view: CatchUpView }): ReactNode {
  const { view } = props;
  const [choice, setChoice] = useState(lastChoice);
  const [shown, setShown] = useState(pageSize);
  const since = shortTime(view.sinceMs, view.untilMs, displayLocale());

  function change(part: Partial<Choice>): void {
    lastChoice = { ...choice, ...part };
    setChoice(lastChoice);
    setShown(pageSize);
  }

  if (view.posts.length === 0) {
    return (
      <EmptyState icon="check" title={t('caught.nothing-title', { since })} text={t('caught.nothing-text')}>
        <ButtonLink href={paths.home}>{t('caught.home')}</ButtonLink>
      </EmptyState>
    );
  }
  const posts = chosen(view, choice);
  const left = posts.length - shown;
  return (
    <>
      <p className={styles.sum} role="status">
        {t('caught.sum', { posts: view.posts.length, people: view.people.length, since })}
        {view.isCut && ` ${t('caught.cut')}`}
      </p>
      {view.links.length > 0 && <Links links={view.links} chosen={choice.link} onChoose={(link) => change({ link })} />}
      <People people={view.people} chosen={choice.person} onChoose={(person) => change({ person })} />
      <Tools view={view} choice={choice} onChange={change} />
      <ol aria-label={t('caught.posts')}>
        {posts.slice(0, shown).map((caught, index) => (
          <CaughtRow
            key={caught.post.key}
            caught={caught}
            startsGroup={choice.order === 'person' && writerOf(posts[index - 1]) !== writerOf(caught)}
          />
        ))}
      </ol>
      {left > 0 ? (
        <div className={styles.end}>
          <Button onClick={() => setShown(shown + pageSize)}>
            {t('caught.more', { count: Math.min(left, pageSize), left })}
          </Button>
        </div>
      ) : (
        <div className={styles.end}>
          <p>{posts.length === view.posts.length ? t('caught.end', { since }) : t('caught.end-chosen', { since })}</p>
          {posts.length < view.posts.length && <Button onClick={() => change(everything)}>{t('caught.all')}</Button>}
          <ButtonLink href={paths.home} kind="main">
            {t('caught.home')}
          </ButtonLink>
        </div>
      )}
    </>
  );
}

const writerOf = (caught: CatchUpView['posts'][number] | undefined): string | undefined =>
  caught?.kind === 'boost' ? caught.boosters[0]?.id : caught?.post.author.id;

function Tools(props: {
  readonly view: CatchUpView;
  readonly choice: Choice;
  readonly onChange: (part: Partial<Choice>) => void;
}): ReactNode {
  const { view, choice, onChange } = props;
  const id = useId();
  const counts = countKinds(view);
  const kinds: readonly (readonly [CaughtKind, string])[] = [
    ['post', t('caught.kind-posts', { count: counts.post })],
    ['answer', t('caught.kind-answers', { count: counts.answer })],
    ['boost', t('caught.kind-boosts', { count: counts.boost })],
  ];
  const names: Readonly<Record<Order, string>> = {
    newest: t('caught.order-newest'),
    oldest: t('caught.order-oldest'),
    shared: t('caught.order-shared'),
    liked: t('caught.order-liked'),
    answered: t('caught.order-answered'),
    person: t('caught.order-person'),
  };

  function toggle(kind: CaughtKind): void {
    const without = new Set(choice.without);
    if (!without.delete(kind)) without.add(kind);
    onChange({ without });
  }

  const person = view.people.find((one) => one.person.id === choice.person)?.person;
  return (
    <div className={styles.tools}>
      <fieldset>
        <legend className="visually-hidden">{t('caught.kinds')}</legend>
        {kinds
          .filter(([kind]) => counts[kind] > 0)
          .map(([kind, label]) => (
            <button key={kind} type="button" aria-pressed={!choice.without.has(kind)} onClick={() => toggle(kind)}>
              {label}
            </button>
          ))}
      </fieldset>
      <label htmlFor={id}>
        <span className="visually-hidden">{t('caught.order')}</span>
        <select id={id} value={choice.order} onChange={(event) => onChange({ order: orderOf(event.target.value) })}>
          {orders.map((order) => (
            <option key={order} value={order}>
              {names[order]}
            </option>
          ))}
        </select>
      </label>
      {(person !== undefined || choice.link !== undefined) && (
        <p className={styles.only}>
          {person === undefined ? t('caught.only-link') : t('caught.only-person', { name: plainName(person) })}
          <Button kind="quiet" onClick={() => onChange({ person: undefined, link: undefined })}>
            {t('caught.all')}
          </Button>
        </p>
      )}
    </div>
  );
}

const orderOf = (text: string): Order => orders.find((order) => order === text) ?? 'newest';
