import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { PersonView } from '../../../services/app-api.ts';
import type { SearchAnswer } from '../../../services/search/search-api.ts';
import { tagPath } from '../../app/paths.ts';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Feed } from '../../components/feed.tsx';
import { FollowButton } from '../../components/follow-button.tsx';
import { PersonRow } from '../../components/person-row.tsx';
import { useKeepPlace } from '../../hooks/use-keep-place.ts';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { type Found, useSearch } from './use-search.ts';
import { useHighlights } from './use-highlights.ts';
import styles from './search.module.css';

/** The count is read out when typing pauses, not with every letter. */
const quietMs = 700;
const peopleAtFirst = 3;

/** What is found on this device for a text: people, hashtags, posts. */
export function Results(props: {
  readonly text: string;
  readonly isAddress: boolean;
  /** Who stands above the results, whole, and is left out of them. */
  readonly shown: PersonView['id'] | undefined;
  readonly comesBack: boolean;
}): ReactNode {
  const { text, isAddress, shown, comesBack } = props;
  const { status, found, again } = useSearch(text);
  if (status === 'failed') {
    return <ErrorState title={t('search.failed')} text={t('search.failed-text')} onRetry={again} />;
  }
  if (found === undefined) return <p className={styles.quiet}>{t('search.searching')}</p>;
  return <Answer found={found} isAddress={isAddress} shown={shown} comesBack={comesBack && found.text === text} />;
}

function Answer(props: {
  readonly found: Found;
  readonly isAddress: boolean;
  readonly shown: PersonView['id'] | undefined;
  readonly comesBack: boolean;
}): ReactNode {
  const { found, isAddress, shown, comesBack } = props;
  const { list } = found;
  const answer = { ...found.answer, people: found.answer.people.filter(({ id }) => id !== shown) };
  const state = useLive(list.state);
  const area = useRef<HTMLDivElement>(null);
  useKeepPlace('search', list, state.status === 'ready', comesBack);
  useHighlights(area, answer.marks);
  const isEmpty = state.items.length === 0 && answer.people.length === 0 && answer.tags.length === 0;
  const searched = answer.isBuilding
    ? t('search.searched-building', { count: answer.searched })
    : t('search.searched', { count: answer.searched });
  if (isAddress && isEmpty) return null;
  return (
    <div ref={area} data-found className={styles.results}>
      <Announcement text={countText(answer)} />
      <Problems answer={answer} />
      {answer.people.length > 0 && <People people={answer.people} key={`people ${found.text}`} />}
      {answer.tags.length > 0 && (
        <nav className={styles.tags} aria-label={t('search.tags')}>
          {answer.tags.map(({ name, posts }) => (
            <Link
              key={name}
              href={tagPath(name)}
              className={styles.tag}
              aria-label={t('search.tag-label', { name: `#${name}`, count: posts })}
            >
              <bdi>#{name}</bdi> <span className={styles.count}>{posts}</span>
            </Link>
          ))}
        </nav>
      )}
      {state.items.length > 0 && (
        <h2 className={styles.heading}>
          {answer.isAbout ? t('search.posts-about', { count: answer.total }) : t('search.posts', { count: answer.total })}
        </h2>
      )}
      <Feed
        label={t('search.results')}
        list={list}
        state={state}
        key={`posts ${found.text}`}
        empty={
          isEmpty ? (
            <EmptyState icon="search" title={t('search.nothing')} text={t('search.nothing-text')}>
              <p className={styles.searched}>{searched}</p>
            </EmptyState>
          ) : (
            <p className={styles.quiet}>{t('search.no-posts')}</p>
          )
        }
        end={<p>{searched}</p>}
      />
    </div>
  );
}

const countText = ({ total, people }: SearchAnswer): string =>
  people.length === 0
    ? t('search.posts', { count: total })
    : t('search.posts-and-people', { count: total, people: people.length });

function Announcement(props: { readonly text: string }): ReactNode {
  const [said, setSaid] = useState('');
  const { text } = props;
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}

function Problems(props: { readonly answer: SearchAnswer }): ReactNode {
  const texts = props.answer.problems.map(({ type, text }) => {
    if (type === 'date') return t('search.bad-date', { text });
    return type === 'person' ? t('search.unknown-person', { text }) : t('search.bad-value', { text });
  });
  if (texts.length === 0) return null;
  return (
    <div className={styles.quiet} role="status">
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

function People(props: { readonly people: SearchAnswer['people'] }): ReactNode {
  const { people } = props;
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, peopleAtFirst);
  return (
    <section aria-labelledby="found-people">
      <h2 className={styles.heading} id="found-people">
        {t('search.people')}
      </h2>
      {shown.map((person) => (
        <PersonRow key={person.id} person={person}>
          {!person.me && <FollowButton person={person} />}
        </PersonRow>
      ))}
      {people.length > shown.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('search.more-people', { count: people.length - shown.length })}
        </button>
      )}
    </section>
  );
}
