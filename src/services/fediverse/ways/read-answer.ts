import { readJson } from '../../../protocol/fediverse/clean-json.ts';
import type { RemotePage } from '../../../protocol/fediverse/reading.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';
import type { Ask, ServerAnswer } from './ask.ts';
import { emptyPage, type PageRead, type ReadError } from './way.ts';

type Json = NonNullable<ReturnType<typeof readJson>>;

/** A page out of an answer that must be JSON. */
export function readAnswer(
  answer: Awaited<ReturnType<Ask>>,
  make: (json: Json, answer: ServerAnswer) => RemotePage,
): Result<PageRead | 'unchanged', ReadError> {
  if (!answer.ok) return answer;
  if (answer.value === 'unchanged') return ok('unchanged');
  const json = readJson(answer.value.bytes);
  if (json === undefined) return err({ type: 'malformed' });
  const { etag } = answer.value;
  return ok({ page: make(json, answer.value), ...(etag !== undefined && { etag }) });
}

/** The same for a question that was not conditional. */
export function readPage(
  answer: Awaited<ReturnType<Ask>>,
  make: (json: Json, answer: ServerAnswer) => RemotePage,
): Result<RemotePage, ReadError> {
  const read = readAnswer(answer, make);
  if (!read.ok) return read;
  return ok(read.value === 'unchanged' ? emptyPage : read.value.page);
}
