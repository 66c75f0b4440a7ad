import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useApp } from '../../app/interface.tsx';
import { paths, tagPath } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { FollowingList } from '../follow/following-list.tsx';
import { SearchHelp } from './search-help.tsx';
import styles from './search.module.css';

/** Before anything is typed: how to search, one's hashtags, and whom one follows. */
export function SearchStart(): ReactNode {
  const app = useApp();
  const following = useAnswer('following', () => app.following(), ['follows', 'people', 'sync', 'remote']);
  const start = useAnswer(
    'search start',
    async () => {
      const desk = await app.search();
      const [state, pinned] = await Promise.all([desk.state(), desk.pinned()]);
      return { ...state, pinned };
    },
    ['search', 'settings'],
  );
  const people = following.status === 'ready' ? following.value : [];
  const known = start.status === 'ready' ? start.value : undefined;
  const bring = (
    <ButtonLink href={paths.import} icon="people">
      {t('home.empty-import')}
    </ButtonLink>
  );
  const isNobody = following.status === 'ready' && people.length === 0;
  return (
    <>
      <p className={styles.quiet}>
        {known === undefined
          ? t('search.lead')
          : known.isBuilding
            ? t('search.lead-building', { count: known.searched })
            : t('search.lead-count', { count: known.searched })}
      </p>
      {known !== undefined && known.pinned.length > 0 && (
        <nav className={styles.tags} aria-label={t('search.pinned')}>
          {known.pinned.map((name) => (
            <Link key={name} href={tagPath(name)} className={styles.tag}>
              <bdi>#{name}</bdi>
            </Link>
          ))}
        </nav>
      )}
      <SearchHelp />
      <section aria-labelledby="following">
        <h2 className={styles.heading} id="following">
          {t('follow.following')}
        </h2>
        <FollowingList people={people} />
        {following.status === 'failed' && (
          <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={following.again} />
        )}
        {isNobody && (
          <EmptyState icon="people" title={t('follow.nobody-title')} text={t('follow.nobody-text')}>
            {bring}
          </EmptyState>
        )}
      </section>
      {!isNobody && (
        <div className={styles.import}>
          <ButtonRow>{bring}</ButtonRow>
        </div>
      )}
    </>
  );
}
