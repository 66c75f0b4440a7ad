import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { SelectField } from '../../components/field.tsx';
import { LanguageOptions } from '../../components/language-options.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import styles from './settings.module.css';

const undoChoices = [0, 5, 10, 30];

/** The language of new posts, and how long a post can be taken back. */
export function WritingSettings(): ReactNode {
  const app = useApp();
  const settings = useLive(app.settings);
  const choices = undoChoices.includes(settings.undoSeconds) ? undoChoices : [...undoChoices, settings.undoSeconds];
  return (
    <div className={styles.form}>
      <SelectField
        label={t('settings.post-language')}
        value={settings.postLanguage}
        onChange={(event) => void app.putSettings({ postLanguage: event.target.value })}
      >
        <LanguageOptions including={settings.postLanguage} />
      </SelectField>
      <SelectField
        label={t('settings.undo')}
        hint={t('settings.undo-hint')}
        value={settings.undoSeconds}
        onChange={(event) => void app.putSettings({ undoSeconds: Number(event.target.value) })}
      >
        {choices.map((seconds) => (
          <option key={seconds} value={seconds}>
            {t('settings.undo-seconds', { seconds })}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
