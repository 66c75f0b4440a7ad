import type { Did } from '../../../protocol/brand.ts';

/** Files that are too large to be kept: the tab where one was picked hands it to the tab where the job runs. Never its bytes. */
export interface FileExchange {
  offer(job: string, file: Blob): void;
  /** The job's file, when some tab has it. */
  ask(job: string): Promise<Blob | undefined>;
  close(): void;
}

/** What goes through the channel; the same origin only, but old tabs may run another version. */
type Message = { readonly job: string; readonly file?: Blob };

const answerMs = 500;

/** Of this tab: the desk and the runner may be in the same one. */
const here = new Map<string, Blob>();

export function createFileExchange(did: Did): FileExchange {
  const channel = new BroadcastChannel(`pollen-archives ${did}`);
  const send = (message: Message): void => {
    try {
      channel.postMessage(message);
    } catch {
      // Where files cannot be handed over, the job asks for its file in the tab where it runs.
    }
  };
  const waiting = new Map<string, Set<(file: Blob) => void>>();

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const { job, file } = data;
    if (file instanceof Blob) {
      here.set(job, file);
      for (const found of waiting.get(job) ?? []) found(file);
      waiting.delete(job);
    } else {
      const known = here.get(job);
      if (known !== undefined) send({ job, file: known.slice() });
    }
  });

  return {
    offer(job, file) {
      here.set(job, file);
      // The same bytes on the disk; a blob, since that is what can be handed over everywhere.
      send({ job, file: file.slice() });
    },
    async ask(job) {
      const known = here.get(job);
      if (known !== undefined) return known;
      return new Promise((resolve) => {
        const listeners = waiting.get(job) ?? new Set();
        waiting.set(job, listeners);
        const found = (file: Blob | undefined): void => {
          clearTimeout(timer);
          listeners.delete(found);
          resolve(file);
        };
        const timer = setTimeout(found, answerMs, undefined);
        listeners.add(found);
        send({ job });
      });
    },
    close: () => channel.close(),
  };
}
