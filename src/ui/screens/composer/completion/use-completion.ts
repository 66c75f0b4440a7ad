import { type RefObject, useEffect, useEffectEvent, useId, useState } from 'react';
import type { DraftMention } from '../../../../protocol/ports/records.ts';
import { useInterface } from '../../../app/interface.tsx';
import { t } from '../../../text/translate.ts';
import { rememberEmoji } from '../emoji/load-emoji.ts';
import { completableAt, type Completable, complete } from './completion-at.ts';
import { insertText } from './insert-text.ts';
import { type Suggestion, suggest } from './suggestions.ts';

export interface Completion {
  readonly listId: string;
  readonly suggestions: readonly Suggestion[];
  /** Which one Enter takes. */
  readonly place: number;
  optionId(place: number): string;
  take(place: number): void;
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
    void app
      .writing()
      .then((desk) => suggest(desk, wanted, mentions))
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
    const done = complete(element.value, shown.at, chosen.insert);
    if (chosen.kind === 'person') on.mention({ text: chosen.insert, id: chosen.person.id });
    if (chosen.kind === 'emoji') rememberEmoji(chosen.insert);
    close();
    insertText(element, shown.at.start, shown.at.end, done.inserted, () => on.text(done.text));
    requestAnimationFrame(() => element.setSelectionRange(done.caret, done.caret));
  }

  function hear(event: KeyboardEvent): void {
    if (suggestions.length === 0 || shown === undefined || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) setOffered({ ...shown, place: (shown.place + step + suggestions.length) % suggestions.length });
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) take(shown.place);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const onKey = useEffectEvent(hear);
  const onLook = useEffectEvent(look);
  const onLeave = useEffectEvent(close);
  useEffect(() => {
    const element = field.current;
    if (element === null) return undefined;
    const typed = (event: Event): void => {
      if (!(event instanceof InputEvent && event.isComposing)) onLook();
    };
    const moved = (): void => onLook();
    const left = (): void => onLeave();
    const key = (event: KeyboardEvent): void => onKey(event);
    element.addEventListener('input', typed);
    element.addEventListener('compositionend', moved);
    element.addEventListener('select', moved);
    element.addEventListener('click', moved);
    element.addEventListener('blur', left);
    element.addEventListener('keydown', key);
    moved();
    return () => {
      element.removeEventListener('input', typed);
      element.removeEventListener('compositionend', moved);
      element.removeEventListener('select', moved);
      element.removeEventListener('click', moved);
      element.removeEventListener('blur', left);
      element.removeEventListener('keydown', key);
    };
  }, [field]);

  const place = shown?.place ?? 0;
  const isOpen = suggestions.length > 0;
  useEffect(() => {
    const element = field.current;
    if (element === null || !isOpen) return undefined;
    element.setAttribute('aria-controls', listId);
    element.setAttribute('aria-activedescendant', `${listId}-${place}`);
    return () => {
      element.removeAttribute('aria-controls');
      element.removeAttribute('aria-activedescendant');
    };
  }, [field, isOpen, listId, place]);

  return { listId, suggestions, place, optionId: (option) => `${listId}-${option}`, take };
}
