import { useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import type { ComposeIntent } from '../../app/composing.ts';
import { useUndoPost } from '../../hooks/use-undo-post.ts';
import { loadErrorText } from '../../text/load-error-text.ts';
import { countGraphemes, postGraphemeLimit } from '../../text/graphemes.ts';
import { t } from '../../text/translate.ts';
import { isEmptyDraft, lacksDescription } from './drafts.ts';
import { type DraftInHand, useDraft } from './use-draft.ts';
import { type Pictures, usePictures } from './use-pictures.ts';

export interface ComposerModel extends DraftInHand {
  readonly pictures: Pictures;
  readonly count: number;
  readonly busy: boolean;
  readonly canPost: boolean;
  readonly error?: string;
  readonly postLabel: string;
  post(): Promise<void>;
  close(): void;
  throwAway(): void;
}

/** What the composer does; the view only shows it. */
export function useComposer(intent: ComposeIntent): ComposerModel {
  const { app, composing, notices, preferences } = useInterface();
  const hand = useDraft(intent);
  const { draft } = hand;
  const pictures = usePictures(draft.attachments.length, (next) =>
    hand.change((now) => ({ attachments: next(now.attachments) })),
  );
  const undo = useUndoPost();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const count = countGraphemes(draft.text);
  const canPost = !busy && pictures.waiting === 0 && !isEmptyDraft(draft) && count <= postGraphemeLimit;

  async function post(): Promise<void> {
    if (!canPost) return;
    setBusy(true);
    setError(undefined);
    try {
      await hand.seal();
      const result = await app.post(draft);
      if (!result.ok) {
        hand.unseal();
        setError(await loadErrorText(result.error));
        return;
      }
      const { id, undoUntilMs } = result.value;
      await hand.discard();
      composing.close();
      tell(undoUntilMs, () => void undo(id));
    } catch {
      hand.unseal();
      setError(t('error.unexpected-post'));
    } finally {
      setBusy(false);
    }
  }

  function tell(untilMs: number, takeBack: () => void): void {
    if (isOver(untilMs)) {
      notices.show(t('composer.posted'));
      return;
    }
    const text = preferences.firstTime('undo') ? t('composer.leaving-first') : t('composer.leaving');
    notices.show(text, { untilMs, countdown: true, action: { label: t('delivery.undo'), run: takeBack } });
  }

  function close(): void {
    void hand.keep();
    if (!isEmptyDraft(draft) && intent.kind !== 'edit') notices.show(t('composer.kept'));
    composing.close();
  }

  function throwAway(): void {
    void hand.discard();
    composing.close();
    notices.show(t('composer.discarded'), {
      action: { label: t('delivery.undo'), run: () => composing.open({ kind: 'draft', draft }) },
    });
  }

  return {
    ...hand,
    pictures,
    count,
    busy,
    canPost,
    ...(error === undefined ? {} : { error }),
    postLabel: labelOf(intent, lacksDescription(draft)),
    post,
    close,
    throwAway,
  };
}

const isOver = (untilMs: number): boolean => untilMs <= Date.now();

function labelOf(intent: ComposeIntent, undescribed: boolean): string {
  if (undescribed) return t('composer.post-undescribed');
  const edits = intent.kind === 'edit' || (intent.kind === 'draft' && intent.draft.edits !== undefined);
  if (edits) return t('composer.save');
  return intent.kind === 'reply' ? t('composer.reply') : t('composer.post');
}
