import { useState } from 'react';
import type { DraftMention, DraftSchedule } from '../../../protocol/ports/records.ts';
import { isStorageFull } from '../../../services/storage-full.ts';
import { useInterface } from '../../app/interface.tsx';
import type { ComposeIntent } from '../../app/composing.ts';
import { useUndoPost } from '../../hooks/use-undo-post.ts';
import { countGraphemes, postGraphemeLimit } from '../../text/graphemes.ts';
import { loadErrorText } from '../../text/load-error-text.ts';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { isComplete, isEmptyDraft, isHeldBack, lacksDescription } from './drafts.ts';
import { addPart, type Part, partsOf, removePart } from './parts.ts';
import { type DraftInHand, useDraft } from './use-draft.ts';
import { type Attaching, useAttaching } from './use-attaching.ts';

export interface ComposerModel extends DraftInHand {
  readonly parts: readonly Part[];
  /** The post that tools act on: the one that was written in last. */
  readonly active: string;
  readonly attaching: Attaching;
  readonly isEdit: boolean;
  readonly busy: boolean;
  readonly canPost: boolean;
  readonly error?: string;
  readonly postLabel: string;
  /** When it is to go out; not stored before it is confirmed by the main button. */
  readonly planned: DraftSchedule | undefined;
  plan(schedule: DraftSchedule | undefined): void;
  activate(part: string): void;
  addPart(): void;
  removePart(part: string): void;
  mention(mention: DraftMention): void;
  post(): Promise<void>;
  close(): void;
  throwAway(): void;
}

/** What the composer does; the view only shows it. */
export function useComposer(intent: ComposeIntent): ComposerModel {
  const { app, composing, notices, preferences } = useInterface();
  const hand = useDraft(intent, {
    onTaken() {
      notices.show(() => t('composer.other-tab'), { tone: 'trouble' });
      composing.close();
    },
    onNotStored: (failure) => void tellNotStored(failure),
  });
  const { draft } = hand;
  const parts = partsOf(draft);
  const attaching = useAttaching(draft, hand.change);
  const undo = useUndoPost();
  const [wanted, activate] = useState('first');
  const active = parts.some(({ key }) => key === wanted) ? wanted : 'first';
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [choice, setChoice] = useState<{ readonly of: string; readonly schedule: DraftSchedule | undefined }>();
  const planned = choice?.of === draft.id ? choice.schedule : draft.schedule;
  const isEdit = draft.edits !== undefined;
  const isShort = parts.every(({ text }) => countGraphemes(text) <= postGraphemeLimit);
  const canPost = !busy && attaching.waiting === 0 && isComplete(draft) && isShort;

  async function post(): Promise<void> {
    if (!canPost) return;
    setBusy(true);
    setError(undefined);
    try {
      await (planned === undefined ? postNow() : schedule(planned));
    } catch {
      hand.unseal();
      setError(t('error.unexpected-post'));
    } finally {
      setBusy(false);
    }
  }

  async function postNow(): Promise<void> {
    await hand.seal();
    const { schedule: _, ...ready } = draft;
    const result = await app.post(ready);
    if (!result.ok) {
      hand.unseal(result.error.type === 'partly' ? result.error.rest : undefined);
      setError(await loadErrorText(result.error));
      return;
    }
    const { id, undoUntilMs } = result.value;
    await hand.discard();
    composing.close();
    tell(undoUntilMs, () => void undo(id));
  }

  async function schedule(at: DraftSchedule): Promise<void> {
    if (isOver(at.atMs)) {
      setError(t('schedule.past'));
      return;
    }
    await hand.seal();
    await app.saveDraft({ ...draft, schedule: at, savedAtMs: Date.now() });
    composing.close();
    notices.show(() => t('schedule.done', { when: fullTime(at.atMs, displayLocale()) }));
  }

  /** What cannot be stored stays open: nothing else has it. */
  async function keepAndTell(): Promise<void> {
    const waits = isHeldBack(draft);
    // Let go of before it is stored without its date, it would go out.
    if (!waits) composing.close();
    try {
      await hand.keep().finally(() => waits && composing.close());
      if (!isEmptyDraft(draft) && !isEdit) notices.show(keptText(waits));
    } catch (failure) {
      if (isStorageFull(failure)) composing.open({ kind: 'draft', draft });
      await tellNotStored(failure);
    }
  }

  function keptText(waits: boolean): string {
    if (waits) return t('schedule.held-back');
    return draft.schedule === undefined ? t('composer.kept') : t('schedule.kept');
  }

  async function tellNotStored(failure: unknown): Promise<void> {
    // Otherwise the account was just closed.
    if (isStorageFull(failure)) notices.show(await loadErrorText({ type: 'storage-full' }), { tone: 'trouble' });
  }

  function tell(untilMs: number, takeBack: () => void): void {
    if (isOver(untilMs)) {
      notices.show(() => (isEdit ? t('composer.saved') : t('composer.posted')));
      return;
    }
    const count = parts.length;
    const leaving = (): string => (count > 1 ? t('composer.leaving-thread', { count }) : t('composer.leaving'));
    notices.show(preferences.firstTime('undo') ? () => t('composer.leaving-first') : leaving, {
      untilMs,
      countdown: true,
      action: { label: () => t('delivery.undo'), run: takeBack },
    });
  }

  return {
    ...hand,
    parts,
    active,
    activate,
    attaching,
    isEdit,
    busy,
    canPost,
    ...(error === undefined ? {} : { error }),
    postLabel: labelOf(intent, {
      isEdit,
      undescribed: lacksDescription(draft),
      isPlanned: planned !== undefined,
      isThread: parts.length > 1,
    }),
    planned,
    plan: (next) => setChoice({ of: draft.id, schedule: next }),
    addPart() {
      const key = crypto.randomUUID();
      hand.change((now) => addPart(now, active, key));
      focusPart(key);
    },
    removePart(key) {
      const before = parts[parts.findIndex((part) => part.key === key) - 1]?.key ?? 'first';
      hand.change((now) => removePart(now, key));
      focusPart(before);
    },
    mention: (mention) =>
      hand.change(({ mentions = [] }) => ({
        mentions: [...mentions.filter(({ text }) => text !== mention.text), mention].slice(-50),
      })),
    post,
    close: () => void keepAndTell(),
    throwAway() {
      void hand.discard();
      composing.close();
      notices.show(() => t('composer.discarded'), {
        action: { label: () => t('delivery.undo'), run: () => composing.open({ kind: 'draft', draft }) },
      });
    },
  };
}

/** Where one writes on, once it is drawn; that makes it the active one. The button of a post that was taken out took the focus along. */
function focusPart(key: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-part="${key}"]`)?.focus());
}

const isOver = (untilMs: number): boolean => untilMs <= Date.now();

function labelOf(
  intent: ComposeIntent,
  is: { readonly isEdit: boolean; readonly undescribed: boolean; readonly isPlanned: boolean; readonly isThread: boolean },
): string {
  if (is.undescribed) return is.isPlanned ? t('schedule.button-undescribed') : t('composer.post-undescribed');
  if (is.isPlanned) return t('schedule.button');
  if (is.isEdit) return t('composer.save');
  if (is.isThread) return t('composer.post-thread');
  return intent.kind === 'reply' ? t('composer.reply') : t('composer.post');
}
