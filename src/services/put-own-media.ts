import { digestMultibase } from '../protocol/identity/digest.ts';
import type { MediaRecord } from '../protocol/ports/records.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { isStorageFull } from './storage-full.ts';

/** Stores a file of one's own, as it will be published. Answers its digest; a full disk is no exception. */
export async function putOwnMedia(
  store: Pick<AccountStore, 'putMedia'>,
  { bytes, mediaType }: Pick<MediaRecord, 'bytes' | 'mediaType'>,
): Promise<Result<string, { readonly type: 'storage-full' }>> {
  const digest = digestMultibase(bytes);
  try {
    await store.putMedia({ digest, mediaType, bytes, own: true });
  } catch (error) {
    if (isStorageFull(error)) return err({ type: 'storage-full' });
    throw error;
  }
  return ok(digest);
}
