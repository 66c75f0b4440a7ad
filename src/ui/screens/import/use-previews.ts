import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { FilePreview, FilesDesk, ImportChoices, ImportProblem } from '../../../services/import/files-api.ts';
import { doesAnything, firstChoices } from './import-choices.ts';
import type { IncomingFile } from './incoming-files.ts';

export type Reading = { readonly key: number; readonly fileName: string } & (
  | { readonly status: 'reading'; readonly share: number }
  | {
      readonly status: 'ready' | 'starting';
      readonly preview: FilePreview;
      readonly choices: ImportChoices;
      readonly chosen: boolean;
    }
  | { readonly status: 'failed'; readonly problem: ImportProblem | { readonly type: 'unexpected' } }
);

export interface Previews {
  readonly list: readonly Reading[];
  add(files: readonly IncomingFile[]): void;
  /** Takes a file away; while it is read, reading stops. */
  remove(key: number): void;
  choose(key: number, choices: ImportChoices): void;
  /** Resolves when the job stands. */
  start(key: number): Promise<void>;
}

/** Files that were handed over and not yet decided about. Nothing of them has been done. */
export function usePreviews(desk: FilesDesk | undefined): Previews {
  const [list, setList] = useState<readonly Reading[]>([]);
  const waiting = useRef<IncomingFile[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const lastKey = useRef(0);

  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
      running.clear();
    };
  }, []);

  const put = (key: number, change: (now: Reading) => Reading): void =>
    setList((now) => now.map((item) => (item.key === key ? change(item) : item)));

  async function read(desk: FilesDesk, { file, handle }: IncomingFile): Promise<void> {
    lastKey.current += 1;
    const key = lastKey.current;
    const stop = new AbortController();
    const about = { key, fileName: file.name };
    stops.current.set(key, stop);
    setList((now) => [...now, { ...about, status: 'reading', share: 0 }]);
    try {
      const result = await desk.preview(file, {
        signal: stop.signal,
        handle,
        onProgress: (share) => put(key, (now) => (now.status === 'reading' ? { ...now, share } : now)),
      });
      put(key, () =>
        result.ok
          ? { ...about, status: 'ready', preview: result.value, choices: firstChoices(result.value), chosen: false }
          : { ...about, status: 'failed', problem: result.error },
      );
    } catch {
      put(key, () => ({ ...about, status: 'failed', problem: { type: 'unexpected' } }));
    }
    stops.current.delete(key);
  }

  const readWaiting = useEffectEvent((opened: FilesDesk) => {
    for (const file of waiting.current.splice(0)) void read(opened, file);
  });
  useEffect(() => {
    if (desk !== undefined) readWaiting(desk);
  }, [desk]);

  function remove(key: number): void {
    stops.current.get(key)?.abort();
    setList((now) => now.filter((item) => item.key !== key));
  }

  return {
    list,
    add(files) {
      if (desk === undefined) waiting.current.push(...files);
      else for (const file of files) void read(desk, file);
    },
    remove,
    choose: (key, choices) => put(key, (now) => (now.status === 'ready' ? { ...now, choices, chosen: true } : now)),
    async start(key) {
      const reading = list.find((item) => item.key === key);
      if (desk === undefined || reading?.status !== 'ready') return;
      const { preview, choices, fileName } = reading;
      put(key, () => ({ ...reading, status: 'starting' }));
      try {
        await desk.start(preview.id, choices);
        remove(key);
      } catch {
        put(key, () => ({ key, fileName, status: 'failed', problem: { type: 'unexpected' } }));
      }
    },
  };
}

/** Files that may be started together: what they are is clear, or was said, and they hold something to do. */
export function readyForAll(list: readonly Reading[]): readonly Reading[] {
  return list.filter(
    (reading) =>
      reading.status === 'ready' &&
      (reading.preview.alternatives.length < 2 || reading.chosen) &&
      doesAnything(reading.preview, reading.choices),
  );
}
