import type { ReactNode } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { t } from '../../text/translate.ts';

/** A timeline with nobody in it yet, and the three ways to begin. */
export function EmptyHome(): ReactNode {
  const { composing } = useInterface();
  return (
    <EmptyState icon="seedling" title={t('home.empty-title')} text={t('home.empty-text')}>
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
