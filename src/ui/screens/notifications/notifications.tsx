import { type ReactNode, useEffect } from 'react';
import type { NotificationView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState, ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useListing } from '../../hooks/use-listing.ts';
import type { ListingState, ListingStore } from '../../lists/listing.ts';
import { t } from '../../text/translate.ts';
import { NotificationItem } from './notification-item.tsx';

const keyOf = (notification: NotificationView): string => notification.id;
/** How long a new one stays marked after it came on the screen. */
const seenAfterMs = 2000;

/** Who answered, mentioned, liked, boosted or followed. Being looked at makes them read. */
export function Notifications(): ReactNode {
  const app = useApp();
  const { list, state } = useListing<NotificationView>('notifications', ['notifications', 'people'], () => ({
    keyOf,
    load: (page) => app.notifications(page),
    atOnce: () => true,
  }));
  const unread = state.items.some((item) => !item.read);

  useEffect(() => {
    if (!unread) return undefined;
    const timer = setTimeout(() => void app.markNotificationsRead(), seenAfterMs);
    return () => clearTimeout(timer);
  }, [app, unread]);

  return (
    <Screen title={t('notifications.title')}>
      <Content list={list} state={state} />
    </Screen>
  );
}

function Content(props: {
  readonly list: ListingStore<NotificationView>;
  readonly state: ListingState<NotificationView>;
}): ReactNode {
  const { list, state } = props;
  if (state.status === 'loading') return <PostSkeleton />;
  if (state.status === 'failed') {
    return <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={() => void list.start()} />;
  }
  if (state.items.length === 0) {
    return (
      <EmptyState icon="bell" title={t('notifications.empty-title')} text={t('notifications.empty-text')}>
        <ButtonLink href={paths.me} icon="scan">
          {t('address.mine')}
        </ButtonLink>
      </EmptyState>
    );
  }
  return (
    <>
      <ul>
        {state.items.map((item) => (
          <NotificationItem key={item.id} item={item} />
        ))}
      </ul>
      {state.next !== undefined && <OlderButton busy={state.more === 'loading'} onMore={() => void list.loadMore()} />}
    </>
  );
}

function OlderButton(props: { readonly busy: boolean; readonly onMore: () => void }): ReactNode {
  return (
    <Button kind="quiet" busy={props.busy} onClick={props.onMore}>
      {t('notifications.more')}
    </Button>
  );
}
