import { memo, type ReactNode, Suspense, useEffect, useState } from 'react';
import { whenIdle } from '../../../services/when-idle.ts';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { languageNames } from '../../text/language-names.ts';
import { t } from '../../text/translate.ts';
import { AudienceChoice } from './audience-choice.tsx';
import { ComposerIcon, type ComposerIconName } from './composer-icon.tsx';
import { changePart, emptyPoll, mostParts } from './parts.ts';
import { firstSchedule } from './first-schedule.ts';
import type { ComposerModel } from './use-composer.ts';
import styles from './composer.module.css';

const LanguageOptions = lazyScreen(
  async () => (await import('../../components/language-options.tsx')).LanguageOptions,
  'composer',
);
const EmojiPicker = lazyScreen(async () => (await import('./emoji/emoji-picker.tsx')).EmojiPicker);
const ScheduleForm = lazyScreen(async () => (await import('./schedule-form.tsx')).ScheduleForm);
const LanguageNudge = lazyScreen(async () => (await import('./language-nudge.tsx')).LanguageNudge);

/** What can be added to the post that was written in last, and what holds for all of them. */
export function ComposerTools(props: {
  readonly model: ComposerModel;
  readonly warning: boolean;
  readonly onWarning: (on: boolean) => void;
}): ReactNode {
  const { model, warning, onWarning } = props;
  const { draft, active, isEdit, planned } = model;
  const [picking, setPicking] = useState(false);
  const part = model.parts.find(({ key }) => key === active);
  const words = model.parts.map(({ text }) => text).join('\n');

  return (
    <>
      <div className={styles.tools} role="group" aria-label={t('composer.tools')}>
        <label className={styles.tool} title={t('composer.attach')}>
          <ComposerIcon name="picture" />
          <span className="visually-hidden">{t('composer.attach')}</span>
          <input
            className="visually-hidden"
            type="file"
            accept="image/*,video/*,audio/*"
            multiple
            onChange={(event) => {
              model.attaching.add(active, [...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
        <Tool icon="smile" label={t('composer.emoji')} isOn={picking} onPress={() => setPicking(!picking)} />
        {!isEdit && (
          <Tool
            icon="poll"
            label={t('composer.add-poll')}
            isOn={part?.poll !== undefined}
            onPress={() =>
              model.change((now) => changePart(now, active, ({ poll }) => ({ poll: poll === undefined ? emptyPoll : undefined })))
            }
          />
        )}
        <Tool icon="warning" label={t('composer.add-warning')} isOn={warning} onPress={() => onWarning(!warning)} />
        {!isEdit && (
          <Tool
            icon="clock"
            label={t('schedule.add')}
            isOn={planned !== undefined}
            onPress={() => model.plan(planned === undefined ? firstSchedule(Date.now()) : undefined)}
          />
        )}
        {!isEdit && model.parts.length < mostParts && (
          <Tool icon="add" label={t('composer.add-part')} isOn={undefined} onPress={model.addPart} />
        )}
      </div>
      {picking && (
        <Suspense>
          <EmojiPicker
            part={active}
            onText={(text) => model.change((now) => changePart(now, active, { text }))}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
      {planned !== undefined && (
        <Suspense>
          <ScheduleForm schedule={planned} onChange={model.plan} />
        </Suspense>
      )}
      <div className={styles.choices}>
        <select
          className={styles.select}
          aria-label={t('composer.language')}
          value={draft.language}
          onChange={(event) => model.change({ language: event.target.value })}
        >
          <Languages language={draft.language} />
        </select>
        <AudienceChoice audience={draft.audience} onChange={(audience) => model.change({ audience })} />
      </div>
      {words.length > 20 && (
        <Suspense>
          <LanguageNudge
            key={draft.id}
            text={words}
            language={draft.language}
            onChoose={(language) => model.change({ language })}
          />
        </Suspense>
      )}
    </>
  );
}

/** Fifty names in the reader's language, when the composer stands; the one that is chosen at once. Not made again for each letter typed. */
const Languages = memo(function Languages({ language }: { readonly language: string }): ReactNode {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  const chosen = <ChosenLanguage language={language} />;
  if (!isIdle) return chosen;
  return (
    <Suspense fallback={chosen}>
      <LanguageOptions including={language} />
    </Suspense>
  );
});

function ChosenLanguage({ language }: { readonly language: string }): ReactNode {
  return <option value={language}>{languageNames()(language)}</option>;
}

function Tool(props: {
  readonly icon: ComposerIconName;
  readonly label: string;
  /** undefined: it does something once. */
  readonly isOn: boolean | undefined;
  readonly onPress: () => void;
}): ReactNode {
  const { icon, label, isOn, onPress } = props;
  return (
    <button type="button" className={styles.tool} aria-label={label} title={label} aria-pressed={isOn} onClick={onPress}>
      <ComposerIcon name={icon} />
    </button>
  );
}
