import { varint } from 'multiformats';
import { CID } from 'multiformats/cid';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { Block } from '../../protocol/ports/block-store.ts';

/**
 * Copying parts of a published tree between two nodes over one stream that stays open.
 *
 * The reader writes requests, each `varint(length) | JSON`, one after the other without waiting:
 * `{"cids":["bafy…"]}` or `{"root":"bafy…","paths":["a/b"],"have":"bafy…"}`.
 * The writer answers in the same order: sections as in a CAR file, `varint(length of cid and bytes) | cid | bytes`, parents
 * before children, then an end mark: `0x00 | status | varint(number of asked cids or paths that are answered completely)`.
 * What the writer does not have is simply not there.
 */
export const SYNC_PROTOCOL = '/pollen/sync/1.0.0';

/** End of an answer. `truncated`: the limit was reached; ask again for what comes after the completed ones. */
export const syncStatus = { complete: 0, truncated: 1, refused: 2 } as const;
export type SyncStatus = (typeof syncStatus)[keyof typeof syncStatus];

/** Bounds that both sides keep to. Bytes, counts, milliseconds. */
export interface SyncLimits {
  readonly requestBytes: number;
  readonly cidsPerRequest: number;
  readonly pathsPerRequest: number;
  readonly pathLength: number;
  /** One answer; the block that crosses it is still sent. */
  readonly responseBytes: number;
  readonly blockBytes: number;
  /** A writer collects sections up to this size before it writes, because small writes are slow over data channels. */
  readonly writeBytes: number;
  readonly streamsPerPeer: number;
  /** Requests waiting on one stream. */
  readonly queuedRequests: number;
  /** Without a byte of progress while an answer is due. */
  readonly stallMs: number;
  /** Without a request. */
  readonly idleMs: number;
}

export const syncLimits: SyncLimits = {
  requestBytes: 64 * 1024,
  cidsPerRequest: 256,
  pathsPerRequest: 64,
  pathLength: 1024,
  responseBytes: 16 * 1024 * 1024,
  blockBytes: 2 * 1024 * 1024,
  writeBytes: 64 * 1024,
  streamsPerPeer: 4,
  queuedRequests: 16,
  stallMs: 30_000,
  idleMs: 110_000,
};

export type SyncRequest =
  | { readonly type: 'blocks'; readonly cids: readonly CID[] }
  | { readonly type: 'paths'; readonly root: CID; readonly paths: readonly string[]; readonly have?: CID };

const textEncoder = new TextEncoder();
const textDecoder = new TextDecoder('utf-8', { fatal: true });

/** One request frame, length included. Throws when the request is over the limits: callers split first. */
export function encodeRequest(request: SyncRequest, limits: SyncLimits = syncLimits): Uint8Array {
  const json =
    request.type === 'blocks'
      ? { cids: request.cids.map(String) }
      : { root: request.root.toString(), paths: request.paths, ...(request.have && { have: request.have.toString() }) };
  const body = textEncoder.encode(JSON.stringify(json));
  if (body.length > limits.requestBytes) throw new Error('sync request too large');
  const frame = new Uint8Array(varint.encodingLength(body.length) + body.length);
  varint.encodeTo(body.length, frame);
  frame.set(body, frame.length - body.length);
  return frame;
}

/** Reads the body of a request frame that a stranger sent. */
export function parseRequest(body: Uint8Array, limits: SyncLimits = syncLimits): Result<SyncRequest, 'bad-request'> {
  try {
    const json: unknown = JSON.parse(textDecoder.decode(body));
    if (typeof json !== 'object' || json === null) return err('bad-request');
    if ('cids' in json) {
      if (!isStrings(json.cids, limits.cidsPerRequest)) return err('bad-request');
      return ok({ type: 'blocks', cids: json.cids.map((text) => CID.parse(text)) });
    }
    if (!('root' in json) || typeof json.root !== 'string') return err('bad-request');
    if (!('paths' in json) || !isStrings(json.paths, limits.pathsPerRequest)) return err('bad-request');
    if (json.paths.some((path) => path.length > limits.pathLength)) return err('bad-request');
    const have = 'have' in json && typeof json.have === 'string' ? CID.parse(json.have) : undefined;
    return ok({ type: 'paths', root: CID.parse(json.root), paths: json.paths, ...(have && { have }) });
  } catch {
    return err('bad-request');
  }
}

const isStrings = (value: unknown, most: number): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.length <= most && value.every((item) => typeof item === 'string');

/** The parts of one section; kept apart so that block bytes are not copied. */
export function encodeSection(block: Block): [Uint8Array, Uint8Array] {
  const length = block.cid.bytes.length + block.bytes.length;
  const prefix = new Uint8Array(varint.encodingLength(length) + block.cid.bytes.length);
  varint.encodeTo(length, prefix);
  prefix.set(block.cid.bytes, prefix.length - block.cid.bytes.length);
  return [prefix, block.bytes];
}

export function encodeEnd(status: SyncStatus, completed: number): Uint8Array {
  const mark = new Uint8Array(2 + varint.encodingLength(completed));
  mark[1] = status;
  varint.encodeTo(completed, mark, 2);
  return mark;
}

/** Cuts `cid | bytes` apart; undefined when the CID is not one of ours (version 1, sha2-256). `bytes` is a view. */
export function parseSection(section: Uint8Array): Block | undefined {
  try {
    const [cid, bytes] = CID.decodeFirst(section);
    return { cid, bytes };
  } catch {
    return undefined;
  }
}
