import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { err, ok, type Result } from '../../../protocol/result.ts';
import { EntryError, type Visit, type VisitOptions, type Visitor } from './archive-entry.ts';
import { ArchiveLimitError, createVisitLedger, type VisitLedger } from './visit-ledger.ts';

type TarProblem = { readonly type: 'aborted' } | { readonly type: 'damaged'; readonly fileName: string; readonly reason: string };

const skipped = new Set(['directory', 'pax-header', 'pax-global-header', 'gnu-long-name', 'gnu-long-link-name']);

/** Reads a tar file from front to back, unpacking gzip on the way. */
export async function visitTar(
  file: Blob,
  isPacked: boolean,
  visitor: Visitor,
  { signal, onProgress }: VisitOptions,
): Promise<Result<Visit, TarProblem>> {
  let readBytes = 0;
  const ledger = createVisitLedger(() => readBytes);
  let failure: unknown;
  const counted = passing((chunk) => {
    readBytes += chunk.length;
    onProgress?.(Math.min(1, readBytes / file.size));
  });
  const limited = passing((chunk) => {
    try {
      ledger.unpacked(chunk.length);
    } catch (error) {
      failure = error;
      throw error;
    }
  });
  const raw = file.stream().pipeThrough(counted);
  const unpacked = isPacked ? raw.pipeThrough(new DecompressionStream('gzip')).pipeThrough(limited) : raw;
  const entries = unpacked.pipeThrough(createTarDecoder({ strict: true }), { signal }).getReader();
  let visited = 0;
  try {
    for (;;) {
      const { done, value } = await entries.read();
      if (done) return ok(ledger.visit());
      visited += 1;
      await takeEntry(value, visitor, ledger);
      if (signal.aborted) return err({ type: 'aborted' });
    }
  } catch (error) {
    if (signal.aborted) return err({ type: 'aborted' });
    const cause = failure ?? error;
    if (!(cause instanceof ArchiveLimitError) && !isStreamError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof ArchiveLimitError || visited === 0) return err({ type: 'damaged', fileName: '', reason });
    return ok(ledger.visit(reason));
  } finally {
    await entries.cancel().catch(() => undefined);
  }
}

async function takeEntry({ header, body }: ParsedTarEntry, visitor: Visitor, ledger: VisitLedger): Promise<void> {
  const type = header.type ?? 'file';
  const name = skipped.has(type) ? undefined : ledger.admit(header.name);
  if (name !== undefined && type !== 'file') ledger.refuse('link');
  const reader = body.getReader();
  if (name !== undefined && type === 'file' && visitor.wants(name, header.size))
    await visitor.take({ name, sizeBytes: header.size, chunks: () => chunksOf(reader) });
  // Read away what is left, not cancelled: modern-tar 0.8 would cut off the entry that it has gone on to meanwhile.
  while (!(await reader.read()).done);
}

async function* chunksOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    let step;
    try {
      step = await reader.read();
    } catch (error) {
      throw new EntryError('damaged', { cause: error });
    }
    if (step.done) return;
    yield step.value;
  }
}

/** Unpacking and taking apart throw these; anything else is a bug of ours, or a full disk. */
function isStreamError(error: unknown): boolean {
  if (error instanceof EntryError) return true;
  return error instanceof TypeError || (error instanceof Error && (error.constructor === Error || error.name === 'AbortError'));
}

const passing = (look: (chunk: Uint8Array) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> =>
  new TransformStream({
    transform(chunk, controller) {
      look(chunk);
      controller.enqueue(chunk);
    },
  });
