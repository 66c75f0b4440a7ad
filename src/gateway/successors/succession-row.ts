import * as z from 'zod/mini';
import { parseDid } from '../../protocol/identity/ids.ts';
import type { SuccessionRecord } from '../../protocol/ports/succession.ts';

const rowSchema = z.object({
  did: z.string(),
  pin: z.string(),
  accepted: z.optional(
    z.object({ successor: z.string(), statement: z.string(), acceptedAtMs: z.number(), endMs: z.optional(z.number()) }),
  ),
});

/** What is on the disk. Where statements are asked for does not matter to a gateway. */
export const toRow = ({ did, pin, accepted }: SuccessionRecord): unknown => ({
  did,
  pin,
  ...(accepted !== undefined && {
    accepted: { ...accepted, statement: Buffer.from(accepted.statement).toString('base64') },
  }),
});

/** undefined for a row that is none. */
export function fromRow(row: unknown): SuccessionRecord | undefined {
  const read = z.safeParse(rowSchema, row);
  const did = read.success ? parseDid(read.data.did) : undefined;
  if (!read.success || did === undefined) return undefined;
  const { pin, accepted } = read.data;
  const successor = accepted === undefined ? undefined : parseDid(accepted.successor);
  if (accepted === undefined || successor === undefined) return { did, pin, bases: [] };
  const { statement, ...rest } = accepted;
  return { did, pin, bases: [], accepted: { ...rest, successor, statement: Uint8Array.from(Buffer.from(statement, 'base64')) } };
}
