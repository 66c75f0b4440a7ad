import type { ReactNode } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Feed } from '../../components/feed.tsx';
import { NewPill } from '../../components/new-pill.tsx';
import { Screen } from '../../components/screen.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useChanges } from '../../hooks/use-changes.ts';
import { useComesBack, useTimeline } from '../../hooks/use-timeline.ts';
import { t } from '../../text/translate.ts';
import styles from './hashtag.module.css';

/** Posts with a hashtag that are on this device, and a way to keep the tag at hand. */
export function Hashtag(props: { readonly tag: string }): ReactNode {
  const { tag } = props;
  const { app, notices } = useInterface();
  const comesBack = useComesBack();
  const { list, state } = useTimeline(`tag ${tag}`, async (page) => (await app.search()).tagged(tag, page), comesBack);
  useChanges(['search'], () => void list.refresh(false));
  const pinned = useAnswer('pinned tags', async () => (await app.search()).pinned(), ['settings']);
  const isPinned = pinned.status === 'ready' && pinned.value.includes(tag.toLowerCase());

  async function pin(): Promise<void> {
    try {
      await (await app.search()).pin(tag, !isPinned);
      pinned.again();
      notices.show(isPinned ? t('hashtag.unpinned', { tag }) : t('hashtag.pinned', { tag }));
    } catch {
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  return (
    <Screen title={`#${tag}`} back restores={comesBack}>
      <div className={styles.bar}>
        <p>{t('hashtag.lead')}</p>
        <Button icon="bookmark" aria-pressed={isPinned} onClick={() => void pin()}>
          {isPinned ? t('hashtag.unpin') : t('hashtag.pin')}
        </Button>
      </div>
      <NewPill list={list} state={state} />
      <Feed
        label={`#${tag}`}
        list={list}
        state={state}
        empty={<EmptyState icon="search" title={t('hashtag.empty-title')} text={t('hashtag.empty-text', { tag })} />}
      />
    </Screen>
  );
}
