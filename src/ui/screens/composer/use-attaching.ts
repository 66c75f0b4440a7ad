import { useState } from 'react';
import type { DraftAttachment, DraftRecord } from '../../../protocol/ports/records.ts';
import type { AttachError } from '../../../services/attach-file.ts';
import { useApp } from '../../app/interface.tsx';
import { changePart, partsOf } from './parts.ts';

/** Attaching in one post. */
export const mostAttachments = 4;

export type AttachProblem = AttachError['type'] | 'too-many';

export interface Attaching {
  /** Being prepared right now, in all posts. */
  readonly waiting: number;
  waitingIn(part: string): number;
  errorIn(part: string): AttachProblem | undefined;
  add(part: string, files: Iterable<File>): void;
  changeIn(part: string, next: (now: readonly DraftAttachment[]) => readonly DraftAttachment[]): void;
}

type Change = (part: Partial<DraftRecord> | ((now: DraftRecord) => Partial<DraftRecord>)) => void;

/** Adds files to the posts of a draft; what cannot be posted is refused with a word, the others stay. */
export function useAttaching(draft: DraftRecord, change: Change): Attaching {
  const app = useApp();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const [error, setError] = useState<{ readonly part: string; readonly problem: AttachProblem }>();

  function changeIn(part: string, next: (now: readonly DraftAttachment[]) => readonly DraftAttachment[]): void {
    change((now) => changePart(now, part, ({ attachments }) => ({ attachments: next(attachments) })));
  }

  /** Comes after what was chosen before it, also when it was prepared sooner. */
  async function addOne(part: string, file: File, before: Promise<void>): Promise<void> {
    setWaiting((now) => [...now, part]);
    try {
      const result = await app.attach(file).finally(() => before);
      if (!result.ok) setError({ part, problem: result.error.type });
      else changeIn(part, (now) => (now.some(({ digest }) => digest === result.value.digest) ? now : [...now, result.value]));
    } catch {
      setError({ part, problem: 'not-a-picture' });
    } finally {
      setWaiting((now) => now.toSpliced(now.indexOf(part), 1));
    }
  }

  const waitingIn = (part: string): number => waiting.filter((other) => other === part).length;
  return {
    waiting: waiting.length,
    waitingIn,
    errorIn: (part) => (error?.part === part ? error.problem : undefined),
    add(part, files) {
      const all = [...files];
      const there = partsOf(draft).find(({ key }) => key === part)?.attachments.length ?? 0;
      const room = Math.max(0, mostAttachments - there - waitingIn(part));
      setError(all.length > room ? { part, problem: 'too-many' } : undefined);
      all.slice(0, room).reduce((before, file) => addOne(part, file, before), Promise.resolve());
    },
    changeIn,
  };
}
