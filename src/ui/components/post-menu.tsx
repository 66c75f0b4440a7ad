import { type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import type { CanonicalId } from '../../protocol/brand.ts';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { lazyScreen } from '../app/lazy-screen.ts';
import { postDetailsPath, postLink } from '../app/paths.ts';
import { useCopy } from '../hooks/use-copy.ts';
import { composeErrorText } from '../text/error-text.ts';
import { t } from '../text/translate.ts';
import { Menu, type MenuItem } from './menu.tsx';

const ConfirmDialog = lazyScreen(async () => (await import('./confirm-dialog.tsx')).ConfirmDialog);

/** Everything else that can be done with a post. */
export function PostMenu(props: { readonly post: PostView }): ReactNode {
  const { post } = props;
  const { app, composing, notices } = useInterface();
  const [, navigate] = useLocation();
  const copy = useCopy();
  const [asking, setAsking] = useState(false);

  async function remove(): Promise<void> {
    setAsking(false);
    // Only own posts offer this, and their ids are canonical.
    const result = await app.deletePost(post.id as CanonicalId);
    if (result.ok) notices.show(t('post.deleted'));
    else notices.show(composeErrorText(result.error), { tone: 'trouble' });
  }

  async function mute(): Promise<void> {
    await app.setMute(post.author.id, true);
    notices.show(t('person.muted', { name: post.author.name }), {
      action: { label: t('delivery.undo'), run: () => void app.setMute(post.author.id, false) },
    });
  }

  function items(): MenuItem[] {
    const shared: MenuItem[] = [
      { label: t('post.details'), run: () => navigate(postDetailsPath(post.id)) },
      { label: t('post.copy-link'), run: () => void copy(postLink(post.id, location)) },
    ];
    if (!post.author.me) return [...shared, { label: t('person.mute', { name: post.author.name }), run: () => void mute() }];
    return [
      ...shared,
      { label: t('post.edit'), run: () => composing.open({ kind: 'edit', post }) },
      { label: t('post.delete'), danger: true, run: () => setAsking(true) },
    ];
  }

  return (
    <>
      <Menu label={t('post.more')} items={items} />
      {asking && (
        <Suspense>
          <ConfirmDialog
            title={t('post.delete-title')}
            text={t('post.delete-text')}
            confirm={t('post.delete')}
            onConfirm={() => void remove()}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
