import type { ReactNode } from 'react';
import type { ObjectId } from '../../../protocol/brand.ts';
import type { PostView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { IconButton } from '../../components/button.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { excerpt } from '../../text/graphemes.ts';
import { t } from '../../text/translate.ts';
import styles from './composer.module.css';

/** What is answered or quoted, in a few words. */
export function AboutPost(props: {
  readonly id: ObjectId;
  readonly kind: 'reply' | 'quote';
  /** The post, where it is at hand. */
  readonly known?: PostView | undefined;
  readonly onRemove?: () => void;
}): ReactNode {
  const { id, kind, known, onRemove } = props;
  const app = useApp();
  const answer = useAnswer(`about ${id}`, async () => (await app.thread(id))?.post, ['posts']);
  const post = (answer.status === 'ready' ? answer.value : undefined) ?? known;
  const name = post === undefined ? undefined : post.author.name || post.author.username;
  const unknown = kind === 'quote' ? t('composer.quotes-unknown') : t('composer.answers-unknown');
  return (
    <div className={kind === 'quote' ? styles.quoted : styles.about}>
      <div>
        <p className={styles.aboutWho} dir="auto">
          {name ?? (answer.status === 'loading' ? '\u00A0' : unknown)}
        </p>
        {post !== undefined && <p dir="auto">{excerpt(post.warning ?? post.text, 140) || t('composer.draft-wordless')}</p>}
      </div>
      {onRemove !== undefined && <IconButton icon="close" label={t('composer.remove-quote')} onClick={onRemove} />}
    </div>
  );
}
