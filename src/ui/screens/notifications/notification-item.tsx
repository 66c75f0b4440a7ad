import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { personPath, postPath } from '../../app/paths.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { PersonLabel } from '../../components/person-label.tsx';
import { TimeText } from '../../components/time-text.tsx';
import type { NotificationView } from '../../../services/app-api.ts';
import { excerpt } from '../../text/graphemes.ts';
import { t } from '../../text/translate.ts';
import styles from './notifications.module.css';

const icons: Readonly<Record<NotificationView['type'], IconName>> = {
  reply: 'reply',
  mention: 'at',
  conversation: 'reply',
  like: 'like',
  boost: 'boost',
  follow: 'follow',
  post: 'bell',
  successor: 'check',
  ended: 'close',
};

const words: Readonly<Record<NotificationView['type'], () => string>> = {
  reply: () => t('notifications.reply'),
  mention: () => t('notifications.mention'),
  conversation: () => t('notifications.conversation'),
  like: () => t('notifications.like'),
  boost: () => t('notifications.boost'),
  follow: () => t('notifications.follow'),
  post: () => t('notifications.post'),
  successor: () => t('notifications.successor'),
  ended: () => t('notifications.ended'),
};

/** One line of what happened, with the post it is about. */
export function NotificationItem(props: { readonly item: NotificationView }): ReactNode {
  const { item } = props;
  return (
    <li className={`${styles.item} ${item.read ? '' : styles.unread}`}>
      <span className={styles.kind}>
        <Icon name={icons[item.type]} />
      </span>
      <div>
        <p className={styles.who}>
          <Avatar person={item.actor} size="small" />
          <span className={styles.words}>
            <Link href={personPath(item.actor.id)} className={styles.name}>
              <PersonLabel person={item.actor} />
            </Link>{' '}
            {item.actor.resembles !== undefined && <em>({t('alike.mark', { name: item.actor.resembles.name })}) </em>}
            {words[item.type]()}
          </span>
          {!item.read && <span className="visually-hidden">{t('notifications.unread')}</span>}
        </p>
        {item.post !== undefined && (
          <Link href={postPath(item.post.id)} className={styles.what} dir="auto">
            {excerpt(item.post.warning ?? item.post.text, 160)}
          </Link>
        )}
      </div>
      <span className={styles.when}>
        <TimeText atMs={item.atMs} />
      </span>
    </li>
  );
}
