import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CanonicalId } from '../../protocol/brand.ts';
import type { DeliveryView, PostView } from '../../services/app-api.ts';
import { postDetailsPath } from '../app/paths.ts';
import { useUndoPost } from '../hooks/use-undo-post.ts';
import { useCountdown } from '../hooks/use-countdown.ts';
import { deliveryText } from '../text/delivery-text.ts';
import { t } from '../text/translate.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './delivery-line.module.css';

/** Where one's own post has got to, in one calm line; its story is one tap away. */
export function DeliveryLine(props: { readonly post: PostView; readonly delivery: DeliveryView }): ReactNode {
  const { post, delivery } = props;
  const seconds = useCountdown(delivery.stage === 'undo' ? delivery.untilMs : undefined);
  const undo = useUndoPost();
  if (delivery.stage === 'undo' && seconds > 0) {
    return (
      <p className={styles.line}>
        <span className="numbers">{t('delivery.leaves-in', { seconds })}</span>
        {/* Only own posts have a delivery, and their ids are canonical. */}
        <button type="button" className={styles.undo} onClick={() => void undo(post.id as CanonicalId)}>
          {t('delivery.undo')}
        </button>
      </p>
    );
  }
  const away = delivery.stage === 'published' && (delivery.people > 0 || delivery.gateways.length > 0);
  return (
    <p className={styles.line}>
      <Link className={`${styles.story} ${away ? styles.away : ''}`} href={postDetailsPath(post.id)}>
        <Icon name={iconOf(delivery)} size={16} />
        <span>{deliveryText(delivery)}</span>
      </Link>
    </p>
  );
}

function iconOf(delivery: DeliveryView): IconName {
  if (delivery.people > 0) return 'people';
  return delivery.gateways.length > 0 ? 'globe' : 'device';
}
