import { err, ok, type Result } from '../protocol/result.ts';
import type { IpnsName } from '../protocol/brand.ts';

/**
 * How a device tells the peers it is connected to which accounts it holds and hands out: the author's own devices, and followers
 * who agreed to co-host. Only devices that said so appear in routing answers; following alone does not show there.
 *
 * The announcer opens a stream and writes one frame, `varint(length) | JSON`: `{"add":["k51…"],"remove":["k51…"]}`, and closes.
 * There is no answer. A statement holds until the connection ends or it is taken back; it is repeated after reconnecting.
 */
export const HOLD_PROTOCOL = '/pollen/hold/1.0.0';

/** Bytes and counts that a listener accepts. */
export const holdLimits = { frameBytes: 32 * 1024, namesPerPeer: 256, peersPerName: 64, readMs: 5_000 } as const;

export interface HoldStatement {
  readonly add: readonly IpnsName[];
  readonly remove: readonly IpnsName[];
}

/** Parses text to a name, e.g. `parseIpnsName` of protocol/identity. */
export type NameParser = (text: string) => IpnsName | undefined;

export const encodeHold = (statement: HoldStatement): Uint8Array => new TextEncoder().encode(JSON.stringify(statement));

/** Reads a statement of a stranger; names that are none make the whole statement bad. */
export function parseHold(bytes: Uint8Array, parseName: NameParser): Result<HoldStatement, 'bad-statement'> {
  if (bytes.length > holdLimits.frameBytes) return err('bad-statement');
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof json !== 'object' || json === null) return err('bad-statement');
    const add = parseNames('add' in json ? json.add : undefined, parseName);
    const remove = parseNames('remove' in json ? json.remove : undefined, parseName);
    return add && remove ? ok({ add, remove }) : err('bad-statement');
  } catch {
    return err('bad-statement');
  }
}

function parseNames(value: unknown, parseName: NameParser): IpnsName[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > holdLimits.namesPerPeer) return undefined;
  const names = value.map((item) => (typeof item === 'string' ? parseName(item) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}
