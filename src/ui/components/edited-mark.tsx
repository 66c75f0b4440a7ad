import { type ReactNode, Suspense, useState } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { lazyScreen } from '../app/lazy-screen.ts';
import { t } from '../text/translate.ts';
import styles from './edited-mark.module.css';

const History = lazyScreen(async () => (await import('../screens/post-details/edit-history.tsx')).EditHistory);

/** Says that a post was changed, and shows what it said before. */
export function EditedMark(props: { readonly post: PostView }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.mark} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('post.edited')}
      </button>
      {open && (
        <Suspense>
          <History post={props.post} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
