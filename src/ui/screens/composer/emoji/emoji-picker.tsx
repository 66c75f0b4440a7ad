import { type ReactNode, useRef, useState } from 'react';
import { IconButton } from '../../../components/button.tsx';
import { useAnswer } from '../../../hooks/use-answer.ts';
import { displayLocale, t } from '../../../text/translate.ts';
import { insertText } from '../completion/insert-text.ts';
import { type Emoji, type EmojiGroups, findEmoji } from './find-emoji.ts';
import { loadEmoji, recentEmoji, rememberEmoji } from './load-emoji.ts';
import { chosenTone, inTone, rememberTone, skinTones } from './skin-tone.ts';
import { useGridKeys } from './use-grid-keys.ts';
import styles from './emoji-picker.module.css';

const mostFound = 120;
const faces = ['😀', '👋', '🐝', '🍓', '🚆', '⚽', '💡', '❤️', '🏁'];

/**
 * Emoji by group, with a search. Everything comes from where the app itself came; the picker stays open for more than one, and Escape
 * closes it. Arrow keys go from emoji to emoji.
 */
export function EmojiPicker(props: {
  /** Key of the post that they go into. */
  readonly part: string;
  /** Its new text, where the browser cannot put them in by itself. */
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { part, onText, onClose } = props;
  const [typed, setTyped] = useState('');
  const [group, setGroup] = useState(0);
  const [recent] = useState(recentEmoji);
  const [tone, setTone] = useState(chosenTone);
  const area = useRef<HTMLDivElement>(null);
  useGridKeys(area, () => {
    onClose();
    fieldOf(part)?.focus();
  });
  const answer = useAnswer(`emoji ${displayLocale()}`, loadEmoji, []);
  const groups = answer.status === 'ready' ? answer.value : [];
  const isSearch = typed.trim() !== '';
  const shown = isSearch ? findEmoji(groups, typed, mostFound) : (groups[group] ?? []);

  function pick(plain: string): void {
    rememberEmoji(plain);
    const emoji = inTone(plain, tone);
    const field = fieldOf(part);
    if (field === null) return;
    const { selectionStart: start, selectionEnd: end, value } = field;
    const from = document.activeElement;
    insertText(field, start, end, emoji, () => onText(value.slice(0, start) + emoji + value.slice(end)));
    // One may want another one; Escape goes back to the words.
    if (from instanceof HTMLElement) from.focus();
  }

  return (
    <div className={styles.picker} role="group" aria-label={t('emoji.title')} ref={area}>
      <div className={styles.head}>
        <input
          className={styles.search}
          type="search"
          aria-label={t('emoji.search')}
          placeholder={t('emoji.search')}
          value={typed}
          ref={focusOnce}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            const [best] = shown;
            if (isSearch && best !== undefined) pick(best.emoji);
          }}
        />
        <select
          className={styles.tone}
          aria-label={t('emoji.tone')}
          title={t('emoji.tone')}
          value={tone}
          onChange={({ target }) => {
            setTone(target.value);
            rememberTone(target.value);
          }}
        >
          {skinTones.map((one) => (
            <option key={one} value={one}>
              {inTone('✋', one)}
            </option>
          ))}
        </select>
        <IconButton icon="close" label={t('emoji.close')} onClick={onClose} />
      </div>
      {!isSearch && <GroupChoice chosen={group} onChoose={setGroup} />}
      {answer.status === 'failed' && <p role="alert">{t('emoji.failed')}</p>}
      <div className={styles.grid} data-grid>
        {!isSearch && recent.length > 0 && group === 0 && (
          <EmojiList label={t('emoji.recent')} emoji={namesOf(groups, recent)} tone={tone} onPick={pick} />
        )}
        <EmojiList
          label={isSearch ? t('emoji.found', { count: shown.length }) : groupName(group)}
          emoji={shown}
          tone={tone}
          onPick={pick}
        />
      </div>
    </div>
  );
}

const fieldOf = (part: string): HTMLTextAreaElement | null =>
  document.querySelector<HTMLTextAreaElement>(`textarea[data-part="${CSS.escape(part)}"]`);

function GroupChoice(props: { readonly chosen: number; readonly onChoose: (group: number) => void }): ReactNode {
  return (
    <div className={styles.groups} role="group" aria-label={t('emoji.groups')} data-grid>
      {faces.map((face, group) => (
        <button
          key={face}
          type="button"
          aria-label={groupName(group)}
          title={groupName(group)}
          aria-pressed={props.chosen === group}
          onClick={() => props.onChoose(group)}
        >
          {face}
        </button>
      ))}
    </div>
  );
}

function EmojiList(props: {
  readonly label: string;
  readonly emoji: readonly Emoji[];
  readonly tone: string;
  readonly onPick: (emoji: string) => void;
}): ReactNode {
  return (
    <section aria-label={props.label}>
      <h3 className={styles.title}>{props.label}</h3>
      <div className={styles.list}>
        {props.emoji.map(({ emoji, name }, place) => (
          <button
            key={emoji}
            type="button"
            className={styles.emoji}
            aria-label={name}
            title={name}
            // One stop for the Tab key; arrows go on from there.
            tabIndex={place === 0 ? 0 : -1}
            onClick={() => props.onPick(emoji)}
          >
            {inTone(emoji, props.tone)}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Who opens the picker wants to search or to choose: both begin here. */
const focusOnce = (element: HTMLInputElement | null): void => element?.focus();

function namesOf(groups: EmojiGroups, chosen: readonly string[]): readonly Emoji[] {
  const known = new Map(groups.flat().map((emoji) => [emoji.emoji, emoji]));
  return chosen.flatMap((emoji) => known.get(emoji) ?? []);
}

function groupName(group: number): string {
  const names = [
    t('emoji.faces'),
    t('emoji.people'),
    t('emoji.nature'),
    t('emoji.food'),
    t('emoji.places'),
    t('emoji.activities'),
    t('emoji.things'),
    t('emoji.signs'),
    t('emoji.flags'),
  ];
  return names[group] ?? '';
}
