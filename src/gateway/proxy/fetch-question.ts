import * as z from 'zod/mini';

/** What the app asks `POST /pollen/fetch` for. */
export interface FetchQuestion {
  readonly url: URL;
  readonly accept: string;
  readonly maxBytes: number;
  /** Tag of what the app has already (`bodyTag`). */
  readonly etag?: string;
  readonly pass?: string;
}

export const largestQuestionBytes = 8 * 1024;
/** However much the app would take. */
const largestDocumentBytes = 4 * 2 ** 20;

const wire = z.object({
  url: z.string().check(z.maxLength(2048)),
  // Nothing that could end a header, or that says more than a list of types.
  accept: z.string().check(z.regex(/^[\w.+*/;=, -]{1,200}$/)),
  maxBytes: z.int().check(z.positive()),
  etag: z.optional(z.string().check(z.maxLength(100))),
  pass: z.optional(z.string().check(z.maxLength(512))),
});

/** Undefined: it is no such question. Whether the address may be asked is decided where it is asked. */
export function parseQuestion(bytes: Uint8Array): FetchQuestion | undefined {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  const read = z.safeParse(wire, body);
  if (!read.success || !URL.canParse(read.data.url)) return undefined;
  const url = new URL(read.data.url);
  url.hash = '';
  return { ...read.data, url, maxBytes: Math.min(read.data.maxBytes, largestDocumentBytes) };
}
