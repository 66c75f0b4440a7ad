import { useState } from 'react';
import type { DraftAttachment } from '../../../protocol/ports/records.ts';
import { useApp } from '../../app/interface.tsx';
import { t } from '../../text/translate.ts';

/** Pictures in one post. */
export const mostPictures = 4;

export interface Pictures {
  /** Being made smaller right now. */
  readonly waiting: number;
  readonly error?: string;
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
  const [error, setError] = useState<string>();

  async function addOne(file: File): Promise<void> {
    setWaiting((count) => count + 1);
    try {
      const result = await app.attach(file);
      if (!result.ok) setError(errorTexts[result.error.type]());
      else change((now) => (now.some((known) => known.digest === result.value.digest) ? now : [...now, result.value]));
    } catch {
      setError(errorTexts['not-a-picture']());
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
      setError(all.length > room ? t('composer.most-pictures', { count: mostPictures }) : undefined);
      for (const file of all.slice(0, room)) void addOne(file);
    },
    describe: (digest, alt) =>
      change((now) => now.map((attachment) => (attachment.digest === digest ? { ...attachment, alt } : attachment))),
    remove: (digest) => change((now) => now.filter((attachment) => attachment.digest !== digest)),
  };
}

const errorTexts = {
  'not-a-picture': () => t('composer.not-a-picture'),
  'too-large': () => t('composer.too-large'),
  'storage-full': () => t('error.storage-full'),
} as const;
