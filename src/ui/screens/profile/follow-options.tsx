import { type ReactNode, useState } from 'react';
import type { FollowOptions as Options } from '../../../protocol/ports/fediverse.ts';
import type { PersonView } from '../../../services/app-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { CheckField, SelectField } from '../../components/field.tsx';
import { LanguageOptions } from '../../components/language-options.tsx';
import { plainName } from '../../text/plain-name.ts';
import { languageNames } from '../../text/language-names.ts';
import { t } from '../../text/translate.ts';
import styles from './profile.module.css';

const usual: Options = { showBoosts: true, notify: false, languages: [] };

/** What one wants to see of somebody one follows: boosts, a notification for each post, some languages only. */
export function FollowOptions(props: { readonly person: PersonView; readonly onClose: () => void }): ReactNode {
  const { person, onClose } = props;
  const { app, notices } = useInterface();
  const [options, setOptions] = useState<Options>(person.options ?? usual);
  const { languages } = options;
  // Codes come from files of others: one that is no code is shown as it is.
  const nameOf = languageNames();

  async function put(next: Options): Promise<void> {
    const before = options;
    setOptions(next);
    try {
      await app.setFollowOptions(person.id, next);
    } catch {
      setOptions(before);
      notices.show(() => t('lists.not-saved'), { tone: 'trouble' });
    }
  }

  return (
    <Dialog title={t('options.title', { name: plainName(person) })} onClose={onClose}>
      <CheckField
        label={t('options.boosts')}
        checked={options.showBoosts}
        onChange={(event) => void put({ ...options, showBoosts: event.target.checked })}
      />
      <CheckField
        label={t('options.notify')}
        checked={options.notify}
        onChange={(event) => void put({ ...options, notify: event.target.checked })}
      />
      <div className={styles.languages}>
        <SelectField
          label={t('options.languages')}
          hint={languages.length === 0 ? t('options.every-language') : t('options.some-languages')}
          value=""
          onChange={(event) => {
            const { value } = event.target;
            if (value !== '' && !languages.includes(value)) void put({ ...options, languages: [...languages, value] });
          }}
        >
          <option value="">{t('options.add-language')}</option>
          <LanguageOptions including="en" />
        </SelectField>
        {languages.map((code) => (
          <Button
            key={code}
            icon="close"
            aria-label={t('settings.remove', { item: nameOf(code) })}
            onClick={() => void put({ ...options, languages: languages.filter((other) => other !== code) })}
          >
            {nameOf(code)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
