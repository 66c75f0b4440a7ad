import { type ReactNode, useEffect, useRef } from 'react';
import type { Settings } from '../../../services/app-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { SelectField } from '../../components/field.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { activateLocale, chooseLocale, interfaceLocales, t } from '../../text/translate.ts';
import { switching } from './use-typed.ts';
import styles from './settings.module.css';

/** Light or dark, and the language of the interface. */
export function AppearanceSettings(): ReactNode {
  const { app, notices } = useInterface();
  const settings = useLive(app.settings);
  const language = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    // Drawn anew in another language: then the focus belongs where it was.
    if (switching.language) language.current?.focus();
    switching.language = false;
  }, []);

  /** Words come first: offline, a language that was never used here cannot be had. */
  async function chooseLanguage(wish: string): Promise<void> {
    const wanted = chooseLocale(wish, navigator.languages);
    const before = document.documentElement.lang;
    if ((await activateLocale(wanted)) !== wanted) notices.show(() => t('settings.language-absent'), { tone: 'trouble' });
    else {
      switching.language = wanted !== before;
      await app.putSettings({ locale: wish });
    }
  }

  const themes: readonly (readonly [Settings['theme'], string])[] = [
    ['system', t('settings.theme-system')],
    ['light', t('settings.theme-light')],
    ['dark', t('settings.theme-dark')],
  ];
  return (
    <div className={styles.form}>
      <fieldset className={styles.choices}>
        <legend>{t('settings.theme')}</legend>
        {themes.map(([theme, label]) => (
          <label key={theme} className={styles.choice}>
            <input
              type="radio"
              name="theme"
              checked={settings.theme === theme}
              onChange={() => void app.putSettings({ theme })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <SelectField
        label={t('settings.language')}
        ref={language}
        value={settings.locale}
        onChange={(event) => void chooseLanguage(event.target.value)}
      >
        <option value="system">{t('settings.language-system')}</option>
        {interfaceLocales().map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {new Intl.DisplayNames(locale, { type: 'language' }).of(locale)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
