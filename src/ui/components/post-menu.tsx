import { type ReactNode, Suspense, useCallback, useId, useRef, useState } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { lazyScreen } from '../app/lazy-screen.ts';
import { loadMessages, t } from '../text/translate.ts';
import { IconButton } from './button.tsx';
import styles from './menu.module.css';

const PostMenuItems = lazyScreen(async () => (await import('./post-menu-items.tsx')).PostMenuItems, 'reading');

/** Everything else that can be done with a post; what it is loads when it is asked for. */
export function PostMenu(props: { readonly post: PostView }): ReactNode {
  const { post } = props;
  const value = useInterface();
  const { composing } = value;
  const [open, setOpen] = useState<boolean>();
  const id = useId();
  const label = t('post.more');
  const anchor = useRef<HTMLDivElement>(null);
  const close = useCallback(() => setOpen(false), []);

  async function bookmark(): Promise<void> {
    const [{ setBookmark }] = await Promise.all([import('./set-bookmark.ts'), loadMessages('reading')]);
    await setBookmark(value, post, !post.bookmarked);
  }

  return (
    <div className={styles.anchor} ref={anchor}>
      <IconButton
        icon="more"
        label={label}
        aria-haspopup="menu"
        aria-expanded={open === true}
        aria-controls={open === true ? id : undefined}
        onClick={() => setOpen(open !== true)}
      />
      {/* For the keys. */}
      <button
        type="button"
        hidden
        aria-label={label}
        data-action="quote"
        onClick={() => composing.open({ kind: 'quote', of: post })}
      />
      <button type="button" hidden aria-label={label} data-action="bookmark" onClick={() => void bookmark()} />
      {/* Stays when the menu closes: what was chosen may still ask something. */}
      {open !== undefined && (
        <Suspense>
          <PostMenuItems id={id} post={post} open={open} anchor={anchor} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
