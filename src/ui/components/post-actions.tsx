import type { ReactNode } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { type Reaction, useReaction } from '../hooks/use-reaction.ts';
import { compactCount } from '../text/quantities.ts';
import { displayLocale, t } from '../text/translate.ts';
import { Icon, type IconName } from './icon.tsx';
import { PostMenu } from './post-menu.tsx';
import styles from './post-actions.module.css';

/** Answer, boost, like and the rest. The `data-action` names are what the keyboard shortcuts press. */
export function PostActions(props: { readonly post: PostView }): ReactNode {
  const { post } = props;
  const { app, composing, notices, preferences } = useInterface();

  /** Says once that a server is not told of it. */
  function press({ on, toggle }: Reaction): void {
    const { remote } = post.author;
    toggle();
    if (!on && remote !== undefined && preferences.firstTime('server'))
      notices.show(() => t('post.not-told', { host: remote.host }));
  }

  const like = useReaction(post.mine.liked, post.counts.likes, (on) => app.setLike(post.id, on), {
    on: t('post.liked'),
    off: t('post.unliked'),
  });
  const boost = useReaction(post.mine.boosted, post.counts.boosts, (on) => app.setBoost(post.id, on), {
    on: t('post.boosted'),
    off: t('post.unboosted'),
  });
  return (
    <div className={styles.actions}>
      <Action
        icon="reply"
        name="reply"
        count={post.counts.replies}
        label={t('post.reply')}
        onPress={() => composing.open({ kind: 'reply', to: post })}
      />
      <Action
        icon="boost"
        name="boost"
        count={boost.count}
        pressed={boost.on}
        label={t('post.boost')}
        onPress={() => press(boost)}
      />
      <Action icon="like" name="like" count={like.count} pressed={like.on} label={t('post.like')} onPress={() => press(like)} />
      <PostMenu post={post} />
    </div>
  );
}

function Action(props: {
  readonly icon: IconName;
  readonly name: 'reply' | 'boost' | 'like';
  readonly count: number;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
}): ReactNode {
  const { icon, name, count, label, pressed, onPress } = props;
  const shown = count === 0 ? '' : compactCount(count, displayLocale());
  return (
    <button
      type="button"
      className={`${styles.action} ${name === 'boost' ? styles.boosted : ''}`}
      data-action={name}
      aria-label={count === 0 ? label : `${label}, ${shown}`}
      aria-pressed={pressed}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} size={20} filled={name === 'like' && pressed === true} />
      <span aria-hidden="true">{shown}</span>
    </button>
  );
}
