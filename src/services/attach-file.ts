import type { DraftAttachment } from '../protocol/ports/records.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import type { Result } from '../protocol/result.ts';
import type { MediaError, MediaService } from './media.ts';
import { recordingHeadBytes, recordingType } from './recordings/recording-type.ts';
import type { RecordingProbe } from './recordings/recording-probe.ts';
import type { RecordingError } from './recordings/recordings.ts';

export type AttachError = MediaError | RecordingError;

/** Pictures are drawn anew; films and sounds, by code that comes when it is wanted, are cleaned (decision 0018). */
export function createAttachFile(parts: {
  readonly store: AccountStore;
  readonly pictures: Pick<MediaService, 'attach'>;
  readonly probe: RecordingProbe;
}): (file: Blob) => Promise<Result<DraftAttachment, AttachError>> {
  return async (file) => {
    const head = new Uint8Array(await file.slice(0, recordingHeadBytes).arrayBuffer());
    if (recordingType(head) === undefined) return parts.pictures.attach(file);
    const { attachRecording } = await import('./recordings/recordings.ts');
    return attachRecording(parts, file);
  };
}
