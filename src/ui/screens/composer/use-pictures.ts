import { useState } from 'react';
import type { DraftAttachment } from '../../../protocol/ports/records.ts';
import { useApp } from '../../app/interface.tsx';

/** Pictures in one post. */
export const mostPictures = 4;

export type PictureProblem = 'not-a-picture' | 'too-large' | 'storage-full' | 'too-many';

export interface Pictures {
  /** Being made smaller right now. */
  readonly waiting: number;
  readonly error?: PictureProblem;
  add(files: Iterable<File>): void;
  describe(digest: string, alt: string): void;
  remove(digest: string): void;
}

/** Adds pictures to the `count` that are there; what is no picture is refused with a word, the others stay. */
export function usePictures(
  count: number,
  change: (next: (now: readonly DraftAttachment[]) => readonly DraftAttachment[]) => void,
): Pictures {
  const app = useApp();
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<PictureProblem>();

  async function addOne(file: File): Promise<void> {
    setWaiting((count) => count + 1);
    try {
      const result = await app.attach(file);
      if (!result.ok) setError(result.error.type);
      else change((now) => (now.some((known) => known.digest === result.value.digest) ? now : [...now, result.value]));
    } catch {
      setError('not-a-picture');
    } finally {
      setWaiting((count) => count - 1);
    }
  }

  return {
    waiting,
    ...(error === undefined ? {} : { error }),
    add(files) {
      const all = [...files];
      const room = Math.max(0, mostPictures - count - waiting);
      setError(all.length > room ? 'too-many' : undefined);
      for (const file of all.slice(0, room)) void addOne(file);
    },
    describe: (digest, alt) =>
      change((now) => now.map((attachment) => (attachment.digest === digest ? { ...attachment, alt } : attachment))),
    remove: (digest) => change((now) => now.filter((attachment) => attachment.digest !== digest)),
  };
}
