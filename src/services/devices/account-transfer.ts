import { base64url } from 'multiformats/bases/base64';
import * as z from 'zod/mini';
import { pairingLimits } from '../../protocol/pairing/limits.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { parseBackupContent, type BackupContent } from '../backup/backup-content.ts';
import type { ReadyEnvelopes } from '../backup/restore-backup.ts';
import { decompress } from './compressed.ts';

/** What a device gives to another of the same account: the content of a backup, and the envelopes of its passphrase. */
export interface AccountTransfer {
  readonly content: BackupContent;
  readonly envelopes: ReadyEnvelopes;
}

// Compiling validators needs `eval`, which the app's content security policy forbids.
z.config({ jitless: true });

/** Characters of one envelope; age adds about 200 bytes to the 32 of a secret. */
const envelopeLimit = 4_096;

const envelope = z.string().check(z.maxLength(envelopeLimit), z.regex(/^u[A-Za-z0-9_-]+$/));
const moment = z.number().check(z.nonnegative());
const wireTransfer = z.object({
  format: z.literal('pollen-pairing'),
  version: z.literal(1),
  sealedSeed: envelope,
  sealedRoot: z.optional(envelope),
  backedUpAtMs: z.optional(moment),
  drilledAtMs: z.optional(z.object({ file: z.optional(moment), phrase: z.optional(moment) })),
  content: z.unknown(),
});

type Sealed = Pick<AccountRecord, 'sealedRoot' | 'backedUpAtMs' | 'drilledAtMs'> & { readonly sealedSeed: Uint8Array };

export function encodeTransfer(
  content: BackupContent,
  { sealedSeed, sealedRoot, backedUpAtMs, drilledAtMs }: Sealed,
): Uint8Array {
  const transfer = {
    format: 'pollen-pairing',
    version: 1,
    sealedSeed: base64url.encode(sealedSeed),
    ...(sealedRoot && { sealedRoot: base64url.encode(sealedRoot) }),
    backedUpAtMs,
    drilledAtMs,
    content,
  };
  return new TextEncoder().encode(JSON.stringify(transfer));
}

/** Reads what came from the other device; its secret is proven by who restores it. */
export async function parseTransfer(received: Uint8Array): Promise<Result<AccountTransfer, { readonly reason: string }>> {
  const bytes = await decompress(received, pairingLimits.contentBytes);
  if (bytes === undefined) return err({ reason: 'damaged, or too large' });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err({ reason: 'no JSON' });
  }
  const parsed = wireTransfer.safeParse(value);
  if (!parsed.success) return err({ reason: 'not a transfer of this version' });
  const content = parseBackupContent(new TextEncoder().encode(JSON.stringify(parsed.data.content)));
  if (!content.ok) return err({ reason: content.error.reason });
  const { sealedSeed, sealedRoot, backedUpAtMs, drilledAtMs } = parsed.data;
  try {
    const envelopes = {
      sealedSeed: base64url.decode(sealedSeed),
      ...(sealedRoot !== undefined && { sealedRoot: base64url.decode(sealedRoot) }),
      ...(backedUpAtMs !== undefined && { backedUpAtMs }),
      ...(drilledAtMs !== undefined && { drilledAtMs }),
    };
    return ok({ content: content.value, envelopes });
  } catch {
    return err({ reason: 'damaged envelopes' });
  }
}
