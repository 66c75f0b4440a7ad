import { useRef, useState } from 'react';
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

/** Adds pictures one after the other; what is no picture is refused with a word, the others stay. */
export function usePictures(
  attachments: readonly DraftAttachment[],
  onChange: (attachments: readonly DraftAttachment[]) => void,
): Pictures {
  const app = useApp();
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<string>();
  const now = useRef(attachments);
  now.current = attachments;

  function change(next: readonly DraftAttachment[]): void {
    now.current = next;
    onChange(next);
  }

  async function addOne(file: File): Promise<void> {
    setWaiting((count) => count + 1);
    try {
      const result = await app.attach(file);
      if (!result.ok) setError(errorTexts[result.error.type]());
      else if (now.current.length >= mostPictures) setError(t('composer.most-pictures', { count: mostPictures }));
      else if (!now.current.some((known) => known.digest === result.value.digest)) change([...now.current, result.value]);
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
      setError(undefined);
      for (const file of files) void addOne(file);
    },
    describe: (digest, alt) =>
      change(now.current.map((attachment) => (attachment.digest === digest ? { ...attachment, alt } : attachment))),
    remove: (digest) => change(now.current.filter((attachment) => attachment.digest !== digest)),
  };
}

const errorTexts = {
  'not-a-picture': () => t('composer.not-a-picture'),
  'too-large': () => t('composer.too-large'),
  'storage-full': () => t('error.storage-full'),
} as const;
