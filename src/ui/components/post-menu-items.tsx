import { type ReactNode, type RefObject, useState } from 'react';
import { useLocation } from 'wouter';
import type { CanonicalId } from '../../protocol/brand.ts';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { postDetailsPath, postLink } from '../app/paths.ts';
import { useCopy } from '../hooks/use-copy.ts';
import { useShowsPictures } from '../hooks/use-shows-pictures.ts';
import { hostOf } from '../text/host-of.ts';
import { composeErrorText } from '../text/error-text.ts';
import { plainName } from '../text/plain-name.ts';
import { t } from '../text/translate.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type MenuItem, MenuList } from './menu-list.tsx';
import { MuteDialog } from './mute-dialog.tsx';
import { setBookmark } from './set-bookmark.ts';

/** What the menu of a post offers. */
export function PostMenuItems(props: {
  readonly id: string;
  readonly post: PostView;
  readonly open: boolean;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}): ReactNode {
  const { id, post, open, anchor, onClose } = props;
  const value = useInterface();
  const { app, notices } = value;
  const [asking, setAsking] = useState(false);
  const [muting, setMuting] = useState(false);
  const items = useItems(
    post,
    () => setAsking(true),
    () => setMuting(true),
  );

  async function remove(): Promise<void> {
    setAsking(false);
    // Only own posts offer this, and their ids are canonical.
    const result = await app.deletePost(post.id as CanonicalId);
    if (result.ok) {
      focusBeside(anchor.current);
      notices.show(() => t('post.deleted'));
    } else notices.show(composeErrorText(result.error), { tone: 'trouble' });
  }

  return (
    <>
      {open && <MenuList id={id} label={t('post.more')} items={items()} anchor={anchor} onClose={onClose} />}
      {muting && <MuteDialog person={post.author} onClose={() => setMuting(false)} />}
      {asking && (
        <ConfirmDialog
          title={t('post.delete-title')}
          text={t('post.delete-text')}
          confirm={t('post.delete')}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** The post goes, and would take the focus along: it goes on to the next post, else to the one before. */
function focusBeside(inPost: HTMLElement | null): void {
  const post = inPost?.closest('[data-post]');
  if (!post?.contains(document.activeElement)) return;
  const posts = [...document.querySelectorAll<HTMLElement>('main [data-post]')];
  const place = posts.findIndex((other) => other === post);
  (posts[place + 1] ?? posts[place - 1])?.focus({ preventScroll: true });
}

function useItems(post: PostView, onDelete: () => void, onMute: () => void): () => readonly MenuItem[] {
  const value = useInterface();
  const { composing, askedFor } = value;
  const [, navigate] = useLocation();
  const copy = useCopy();
  const { author, originalUrl } = post;
  const shows = useShowsPictures(author);

  const forAll = (): MenuItem[] => [
    { label: t('quote.write'), run: () => composing.open({ kind: 'quote', of: post }) },
    {
      label: post.bookmarked ? t('bookmarks.remove') : t('bookmarks.add'),
      run: () => void setBookmark(value, post, !post.bookmarked),
    },
    { label: t('post.details'), run: () => navigate(postDetailsPath(post.id)) },
    { label: t('post.copy-link'), run: () => void copy(postLink(post.id, location)) },
  ];
  const forOriginal = (url: string): MenuItem[] => [
    { label: t('post.open-original', { host: hostOf(url) }), run: () => void window.open(url, '_blank', 'noopener,noreferrer') },
  ];
  const forStrangers = (host: string): MenuItem[] => [
    {
      label: t('person.show-pictures', { host }),
      run: () => askedFor.update((people) => new Set([...people, author.id])),
    },
  ];
  return () => [
    ...forAll(),
    ...(originalUrl?.startsWith('https://') === true ? forOriginal(originalUrl) : []),
    ...(author.remote !== undefined && !shows ? forStrangers(author.remote.host) : []),
    ...(author.me
      ? [
          { label: t('post.edit'), run: () => composing.open({ kind: 'edit', post }) },
          { label: t('post.delete'), danger: true, run: onDelete },
        ]
      : [{ label: t('person.mute', { name: plainName(author) }), run: onMute }]),
  ];
}
