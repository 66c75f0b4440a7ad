import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { FindPerson } from './find-person.tsx';
import { FollowingList } from './following-list.tsx';
import styles from './follow.module.css';

/** Finding people by the address they gave away, and the list of those one follows. */
export function Follow(props: { readonly address?: string }): ReactNode {
  const app = useApp();
  const following = useAnswer('following', () => app.following(), ['follows', 'people', 'sync', 'remote']);
  const people = following.status === 'ready' ? following.value : [];
  return (
    <Screen title={t('follow.title')} back={props.address !== undefined}>
      <Section title={t('follow.find')} lead={t('follow.find-text')}>
        <FindPerson address={props.address} />
        {props.address === undefined && (
          <ButtonRow>
            <ButtonLink href={paths.import} icon="people">
              {t('home.empty-import')}
            </ButtonLink>
          </ButtonRow>
        )}
      </Section>
      <section aria-labelledby="following">
        <h2 className={styles.heading} id="following">
          {t('follow.following')}
        </h2>
        <FollowingList people={people} />
        {following.status === 'failed' && (
          <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={following.again} />
        )}
        {following.status === 'ready' && people.length === 0 && (
          <EmptyState icon="people" title={t('follow.nobody-title')} text={t('follow.nobody-text')} />
        )}
      </section>
    </Screen>
  );
}
