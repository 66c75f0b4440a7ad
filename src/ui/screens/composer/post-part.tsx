import { type ReactNode, Suspense, useRef, useState } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { IconButton } from '../../components/button.tsx';
import { countGraphemes, postGraphemeLimit } from '../../text/graphemes.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { changePart, isEmptyPart, type Part } from './parts.ts';
import type { ComposerModel } from './use-composer.ts';
import styles from './composer.module.css';

const CompletionList = lazyScreen(async () => (await import('./completion/completion-list.tsx')).CompletionList);
const DraftAttachments = lazyScreen(async () => (await import('./draft-attachments.tsx')).DraftAttachments);
const PollForm = lazyScreen(async () => (await import('./poll-form.tsx')).PollForm);
const ConfirmDialog = lazyScreen(async () => (await import('../../components/confirm-dialog.tsx')).ConfirmDialog);
const noMentions: NonNullable<DraftRecord['mentions']> = [];

/** One post of what is being written: its words, attachments and poll. */
export function PostPart(props: {
  readonly model: ComposerModel;
  readonly part: Part;
  /** From 0. */
  readonly place: number;
  readonly isOnly: boolean;
}): ReactNode {
  const { model, part, place, isOnly } = props;
  const { draft, attaching } = model;
  const field = useRef<HTMLTextAreaElement>(null);
  const [asking, setAsking] = useState(false);
  const remove = (): void => model.removePart(part.key);
  const change = (next: Partial<Part>): void => model.change((now) => changePart(now, part.key, next));
  const waiting = attaching.waitingIn(part.key);
  const error = attaching.errorIn(part.key);
  const hasPictures = part.attachments.length > 0 || waiting > 0 || error !== undefined;
  return (
    <section
      className={isOnly ? styles.part : `${styles.part} ${styles.threaded}`}
      aria-label={isOnly ? undefined : t('composer.part', { number: place + 1 })}
    >
      <div className={styles.frame}>
        <textarea
          ref={field}
          className={styles.text}
          aria-label={place === 0 ? t('composer.text-label') : t('composer.text-of', { number: place + 1 })}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          placeholder={placeholderOf(draft, place)}
          dir="auto"
          lang={draft.language || undefined}
          value={part.text}
          data-first-focus={place === 0 || undefined}
          data-part={part.key}
          onFocus={() => model.activate(part.key)}
          onChange={(event) => change({ text: event.target.value })}
        />
        {!isOnly && (
          <div className={styles.partEnd}>
            <PartCount text={part.text} />
            {!model.isEdit && (
              <IconButton
                icon="close"
                label={t('composer.remove-part', { number: place + 1 })}
                onClick={() => (isEmptyPart(part) ? remove() : setAsking(true))}
              />
            )}
          </div>
        )}
        {/* Nothing can be completed in an empty field; while one only looks, it is not loaded. */}
        {model.active === part.key && part.text !== '' && (
          <Suspense>
            <CompletionList
              field={field}
              mentions={draft.mentions ?? noMentions}
              onText={(text) => change({ text })}
              onMention={model.mention}
            />
          </Suspense>
        )}
      </div>
      {asking && (
        <Suspense>
          <ConfirmDialog
            title={t('composer.remove-title')}
            text={t('composer.remove-text')}
            confirm={t('composer.remove-part', { number: place + 1 })}
            onConfirm={() => {
              setAsking(false);
              remove();
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
      {hasPictures && (
        <Suspense>
          <DraftAttachments part={part.key} attachments={part.attachments} attaching={attaching} />
        </Suspense>
      )}
      {part.poll !== undefined &&
        (model.isEdit ? (
          <p className={styles.hint}>{t('poll.stays')}</p>
        ) : (
          <Suspense>
            <PollForm poll={part.poll} onChange={(poll) => change({ poll })} onRemove={() => change({ poll: undefined })} />
          </Suspense>
        ))}
    </section>
  );
}

function placeholderOf({ inReplyTo, quotes }: DraftRecord, place: number): string {
  if (place > 0) return t('composer.placeholder-more');
  if (inReplyTo !== undefined) return t('composer.placeholder-reply');
  return quotes === undefined ? t('composer.placeholder') : t('composer.placeholder-quote');
}

/** How long a post is, when that matters. */
export function PartCount(props: { readonly text: string }): ReactNode {
  const count = countGraphemes(props.text);
  const number = new Intl.NumberFormat(displayLocale());
  const over = count > postGraphemeLimit;
  const words = over
    ? t('composer.over', { count: number.format(count - postGraphemeLimit) })
    : t('composer.count', { count: number.format(count), limit: number.format(postGraphemeLimit) });
  return (
    <p className={`${styles.count} ${over ? styles.over : ''} numbers`} role={over ? 'alert' : undefined}>
      {words}
    </p>
  );
}
