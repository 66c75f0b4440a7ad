import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { PostView } from '../../services/app-api.ts';
import { paths } from '../app/paths.ts';
import type { ListingState, ListingStore } from '../lists/listing.ts';
import { t } from '../text/translate.ts';
import { Icon } from './icon.tsx';
import styles from './new-pill.module.css';

/** From so many new posts on nobody reads them one by one. */
const many = 40;

/** The bar with the title has two lines where letters are large. */
function stayBelowTitle(place: HTMLElement | null): void {
  const bar = document.querySelector<HTMLElement>('main header');
  if (bar !== null) place?.style.setProperty('--head', `${bar.offsetHeight}px`);
}

/** "12 new": what came while the reader was further down, and waits until it is asked for. `catchUp` offers the short way. */
export function NewPill(props: {
  readonly list: ListingStore<PostView>;
  readonly state: ListingState<PostView>;
  readonly catchUp?: boolean;
}): ReactNode {
  const { list, state, catchUp = false } = props;
  const count = state.fresh.length;

  function showFresh(): void {
    list.showFresh();
    window.scrollTo(0, 0);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-post]')?.focus({ preventScroll: true }));
  }

  if (count === 0) return null;
  return (
    <div className={styles.place} ref={stayBelowTitle}>
      <div className={styles.pill}>
        <button type="button" data-top onClick={showFresh}>
          <Icon name="up" size={18} />
          {state.apart === undefined ? t('home.new', { count }) : t('home.new-many', { count })}
        </button>
        {catchUp && (state.apart !== undefined || count >= many) && <Link href={paths.catchUp}>{t('home.catch-up')}</Link>}
      </div>
    </div>
  );
}
