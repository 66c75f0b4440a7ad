import type { DraftAttachment } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { blurhashOf } from '../blurhash-of.ts';
import { putOwnMedia } from '../put-own-media.ts';
import { largestRecordingBytes } from './limits.ts';
import { cleanMp4 } from './clean-mp4.ts';
import { cleanMp3, cleanWav } from './clean-sound.ts';
import { cleanWebm } from './clean-webm.ts';
import type { RecordingProbe } from './recording-probe.ts';
import { recordingType, type RecordingType } from './recording-type.ts';

export type RecordingError = { readonly type: 'recording-too-large' | 'unplayable' | 'storage-full' };

const cleaners: Readonly<Record<RecordingType, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array | undefined>> = {
  'video/mp4': cleanMp4,
  'audio/mp4': cleanMp4,
  'video/webm': cleanWebm,
  'audio/mpeg': cleanMp3,
  'audio/wav': cleanWav,
};

/**
 * Takes everything out of a film or sound that is neither picture nor sound (place, camera, times, titles), makes sure that it still
 * plays, and stores it as it is otherwise: nothing is made smaller or worse. The alt text is left empty.
 */
export async function attachRecording(
  { store, probe }: { readonly store: AccountStore; readonly probe: RecordingProbe },
  file: Blob,
): Promise<Result<DraftAttachment, RecordingError>> {
  if (file.size > largestRecordingBytes) return err({ type: 'recording-too-large' });
  const original = new Uint8Array(await file.arrayBuffer());
  const type = recordingType(original);
  const bytes = type && cleaners[type](original);
  if (type === undefined || bytes === undefined) return err({ type: 'unplayable' });
  // As it will be published: what was taken out must not be missed.
  const playable = await probe(new Blob([bytes.slice()], { type }));
  if (playable === undefined) return err({ type: 'unplayable' });
  const { width, height, pixels } = playable;
  const mediaType = type === 'video/mp4' && width === 0 ? 'audio/mp4' : type;
  const stored = await putOwnMedia(store, { bytes, mediaType });
  if (!stored.ok) return stored;
  const blurhash = pixels && (await blurhashOf({ width, height, pixels }));
  return ok({ digest: stored.value, mediaType, alt: '', width, height, ...(blurhash !== undefined && { blurhash }) });
}
