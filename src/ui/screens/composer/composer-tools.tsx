import type { ReactNode } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { Icon } from '../../components/icon.tsx';
import { LanguageOptions } from '../../components/language-options.tsx';
import { t } from '../../text/translate.ts';
import type { Pictures } from './use-pictures.ts';
import styles from './composer.module.css';

/** Pictures, warning, audience, language. */
export function ComposerTools(props: {
  readonly draft: DraftRecord;
  readonly pictures: Pictures;
  readonly warning: boolean;
  readonly onWarning: (on: boolean) => void;
  readonly onChange: (part: Partial<DraftRecord>) => void;
}): ReactNode {
  const { draft, pictures, warning, onWarning, onChange } = props;
  return (
    <div className={styles.tools}>
      <label className={styles.tool}>
        <Icon name="picture" size={20} />
        {t('composer.add-picture')}
        <input
          className="visually-hidden"
          type="file"
          accept="image/*"
          multiple
          onChange={(event) => {
            pictures.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      <button type="button" className={styles.tool} aria-pressed={warning} onClick={() => onWarning(!warning)}>
        <Icon name="warning" size={20} />
        {t('composer.add-warning')}
      </button>
      <select
        className={styles.select}
        aria-label={t('composer.audience')}
        value={draft.audience}
        onChange={(event) => onChange({ audience: event.target.value === 'unlisted' ? 'unlisted' : 'public' })}
      >
        <option value="public">{t('composer.public')}</option>
        <option value="unlisted">{t('composer.unlisted')}</option>
      </select>
      <select
        className={styles.select}
        aria-label={t('composer.language')}
        value={draft.language}
        onChange={(event) => onChange({ language: event.target.value })}
      >
        <LanguageOptions including={draft.language} />
      </select>
    </div>
  );
}
