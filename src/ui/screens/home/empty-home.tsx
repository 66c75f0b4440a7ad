import type { ReactNode } from 'react';
import { useApp, useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';

/** A timeline with nothing in it yet, and the three ways to begin. */
export function EmptyHome(): ReactNode {
  const { composing } = useInterface();
  const app = useApp();
  const following = useAnswer('following', () => app.someFollowed(0), ['follows']);
  if (following.status === 'loading') return null;
  const isAlone = following.status === 'failed' || following.value.total === 0;
  return (
    <EmptyState icon="seedling" title={t('home.empty-title')} text={isAlone ? t('home.empty-text') : t('home.empty-following')}>
      <ButtonLink href={paths.follow} kind="main" icon="follow">
        {t('home.empty-follow')}
      </ButtonLink>
      <ButtonLink href={paths.import} icon="people">
        {t('home.empty-import')}
      </ButtonLink>
      <Button icon="compose" onClick={() => composing.open({ kind: 'new' })}>
        {t('home.empty-write')}
      </Button>
    </EmptyState>
  );
}
