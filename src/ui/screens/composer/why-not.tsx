import type { ReactNode } from 'react';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { countGraphemes, postGraphemeLimit } from '../../text/graphemes.ts';
import { t } from '../../text/translate.ts';
import { givenOptions, type Part } from './parts.ts';
import type { ComposerModel } from './use-composer.ts';
import styles from './composer.module.css';

/** What is still missing before it can be posted: the first thing, in the order of the posts. */
export function WhyNot(props: { readonly model: ComposerModel }): ReactNode {
  const { busy, attaching, parts, draft } = props.model;
  if (busy) return null;
  const lacks = attaching.waiting > 0 ? t('composer.lacks-files') : parts.map((...part) => lackOf(draft, ...part)).find(Boolean);
  return (
    <p className={styles.lacks} role="status">
      {lacks}
    </p>
  );
}

/** Of a post alone, its length is told beside it. */
function lackOf(
  { quotes }: DraftRecord,
  { text, attachments, poll }: Part,
  place: number,
  all: readonly Part[],
): string | undefined {
  const number = place + 1;
  const isWordless = text.trim() === '';
  if (poll !== undefined && isWordless) return t('composer.lacks-question');
  if (poll !== undefined && givenOptions(poll).length < 2) return t('composer.lacks-answers');
  if (isWordless && attachments.length === 0 && (place > 0 || quotes === undefined)) return t('composer.lacks-words', { number });
  return all.length > 1 && countGraphemes(text) > postGraphemeLimit ? t('composer.lacks-room', { number }) : undefined;
}
