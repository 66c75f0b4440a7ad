import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useApp } from '../../app/interface.tsx';
import { listPath, paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { ListNameForm } from './list-name-form.tsx';
import styles from './lists.module.css';

/** All lists, and a new one. */
export function Lists(): ReactNode {
  const app = useApp();
  const [, navigate] = useLocation();
  const lists = useAnswer('lists', async () => (await app.collections()).lists(), ['collections']);
  return (
    <Screen title={t('lists.title')} back>
      {lists.status === 'failed' && <ErrorState title={t('lists.failed')} text={t('feed.failed-text')} onRetry={lists.again} />}
      {lists.status === 'ready' && lists.value.length === 0 && (
        <EmptyState icon="people" title={t('lists.empty-title')} text={t('lists.empty-text')}>
          <ButtonLink href={paths.import}>{t('home.empty-import')}</ButtonLink>
        </EmptyState>
      )}
      {lists.status === 'ready' && (
        <ul>
          {lists.value.map((list) => (
            <li key={list.id}>
              <Link href={listPath(list.id)} className={styles.list}>
                <Icon name="people" />
                <bdi className={styles.title}>{list.title}</bdi>
                <span className={styles.count}>{t('lists.members', { count: list.members })}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Section title={t('lists.new')} lead={t('lists.new-text')}>
        <ListNameForm
          action={t('lists.make')}
          onSave={async (title) => {
            const id = await (await app.collections()).saveList(title);
            navigate(listPath(id));
          }}
        />
      </Section>
    </Screen>
  );
}
