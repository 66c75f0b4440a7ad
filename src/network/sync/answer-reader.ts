import type { Block } from '../../protocol/ports/block-store.ts';
import { createByteQueue } from './byte-queue.ts';
import { parseSection, type SyncLimits, syncStatus, type SyncStatus } from './protocol.ts';

/** What a piece of an answer was: a block, or its end. */
export type AnswerItem =
  | { readonly type: 'block'; readonly block: Block }
  | { readonly type: 'end'; readonly status: SyncStatus; readonly completed: number };

/** Longest CID in front of a block, bytes. */
const cidBytes = 64;

/** Cuts arriving bytes into sections and end marks. Throws on anything else, on a foreign CID and on an oversized block. */
export function createAnswerReader(limits: Pick<SyncLimits, 'blockBytes'>): { push(piece: Uint8Array): AnswerItem[] } {
  const bytes = createByteQueue();

  const nextItem = (): AnswerItem | undefined => {
    const length = bytes.varint(0);
    if (length === undefined) return undefined;
    if (length.value === 0) {
      const status = bytes.at(1);
      const completed = bytes.varint(2);
      if (status === undefined || completed === undefined) return undefined;
      bytes.skip(2 + completed.width);
      return { type: 'end', status: asStatus(status), completed: completed.value };
    }
    if (length.value > limits.blockBytes + cidBytes) throw new Error('block too large');
    if (bytes.length < length.width + length.value) return undefined;
    bytes.skip(length.width);
    const block = parseSection(bytes.take(length.value));
    if (!block) throw new Error('not a CID');
    return { type: 'block', block };
  };

  return {
    push(piece) {
      bytes.push(piece);
      const items: AnswerItem[] = [];
      for (let item = nextItem(); item !== undefined; item = nextItem()) items.push(item);
      return items;
    },
  };
}

function asStatus(byte: number): SyncStatus {
  const known = Object.values(syncStatus).find((status) => status === byte);
  if (known === undefined) throw new Error('unknown end of answer');
  return known;
}
