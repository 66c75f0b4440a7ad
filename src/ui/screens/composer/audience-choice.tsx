import { type ReactNode, useId } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { t } from '../../text/translate.ts';
import styles from './composer.module.css';

/** Who finds the post, and what that means. */
export function AudienceChoice(props: {
  readonly audience: DraftRecord['audience'];
  readonly onChange: (audience: DraftRecord['audience']) => void;
}): ReactNode {
  const { audience, onChange } = props;
  const hint = useId();
  return (
    <>
      <select
        className={styles.select}
        aria-label={t('composer.audience')}
        aria-describedby={hint}
        value={audience}
        onChange={(event) => onChange(event.target.value === 'unlisted' ? 'unlisted' : 'public')}
      >
        <option value="public">{t('composer.public')}</option>
        <option value="unlisted">{t('composer.unlisted')}</option>
      </select>
      <p className={styles.hint} id={hint}>
        {audience === 'public' ? t('composer.public-hint') : t('composer.unlisted-hint')}
      </p>
    </>
  );
}
