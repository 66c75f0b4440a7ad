import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import type { DraftMention } from '../../../../protocol/ports/records.ts';
import { useInterface } from '../../../app/interface.tsx';
import { t } from '../../../text/translate.ts';
import { rememberEmoji } from '../emoji/load-emoji.ts';
import { completableAt, type Completable, complete } from './completion-at.ts';
import type { Suggestion } from './suggestions.ts';

export interface Completion {
  readonly listId: string;
  readonly suggestions: readonly Suggestion[];
  /** Which one Enter takes. */
  readonly place: number;
  optionId(place: number): string;
  /** The caret may have moved: looks at what is before it. */
  look(): void;
  /** True when the key was for the list. */
  hear(event: KeyboardEvent): boolean;
  take(place: number): void;
  close(): void;
}

interface Offered {
  readonly at: Completable;
  readonly suggestions: readonly Suggestion[];
  readonly place: number;
}

/**
 * Completes names, hashtags and emoji in a text field: the field keeps the focus, and names the chosen option as its active descendant
 * (ARIA: listbox popup of a text field). While an input method is composing nothing is offered or taken.
 */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  mentions: readonly DraftMention[],
  on: { readonly text: (text: string) => void; readonly mention: (mention: DraftMention) => void },
): Completion {
  const { app, notices } = useInterface();
  const listId = useId();
  const [wanted, setWanted] = useState<Completable>();
  const [offered, setOffered] = useState<Offered>();

  useEffect(() => {
    if (wanted === undefined) return undefined;
    let left = false;
    void Promise.all([import('./suggestions.ts'), app.writing()])
      .then(([{ suggest }, desk]) => suggest(desk, wanted, mentions))
      .then(
        (suggestions) => {
          if (left) return;
          setOffered({ at: wanted, suggestions, place: 0 });
          if (suggestions.length > 0) notices.say(t('completion.found', { count: suggestions.length }));
        },
        // Not loaded: then one writes it out.
        () => undefined,
      );
    return () => {
      left = true;
    };
  }, [app, notices, mentions, wanted]);

  const open = offered !== undefined && wanted !== undefined && offered.at === wanted ? offered : undefined;
  const shown = open ?? (wanted !== undefined && offered?.at.kind === wanted.kind ? { ...offered, at: wanted } : undefined);
  const suggestions = shown?.suggestions ?? [];

  function close(): void {
    setWanted(undefined);
    setOffered(undefined);
  }

  function look(): void {
    const element = field.current;
    const found = element === null ? undefined : completableAt(element.value, element.selectionStart, element.selectionEnd);
    if (found === undefined) close();
    else if (found.start !== wanted?.start || found.typed !== wanted.typed || found.kind !== wanted.kind) setWanted(found);
  }

  function take(place: number): void {
    const element = field.current;
    const chosen = suggestions[place];
    if (element === null || chosen === undefined || shown === undefined) return;
    const done = complete(text, shown.at, chosen.insert);
    if (chosen.kind === 'person') on.mention({ text: chosen.insert, id: chosen.person.id });
    if (chosen.kind === 'emoji') rememberEmoji(chosen.insert);
    close();
    insert(element, shown.at.start, shown.at.end, done.inserted, () => on.text(done.text));
    requestAnimationFrame(() => element.setSelectionRange(done.caret, done.caret));
  }

  return {
    listId,
    suggestions,
    place: shown?.place ?? 0,
    optionId: (place) => `${listId}-${place}`,
    look,
    hear(event) {
      if (suggestions.length === 0 || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey)
        return false;
      const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
      const step = steps[event.key];
      if (step !== undefined && shown !== undefined) {
        setOffered({ ...shown, place: (shown.place + step + suggestions.length) % suggestions.length });
      } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) take(shown?.place ?? 0);
      else if (event.key === 'Escape') close();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    take,
    close,
  };
}

/** Puts text into a field as if it had been typed, so that the browser's own undo knows of it; `otherwise` where that cannot be done. */
export function insert(field: HTMLTextAreaElement, start: number, end: number, text: string, otherwise: () => void): void {
  field.focus();
  field.setSelectionRange(start, end);
  if (typeof document.execCommand !== 'function' || !document.execCommand('insertText', false, text)) otherwise();
}
