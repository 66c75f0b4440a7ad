import type { MediaAnswer, MediaRequest } from './answer-media.ts';

/** The side of a worker (media-worker.ts) that is used here. */
export interface MediaPort {
  postMessage(request: MediaRequest): void;
  addEventListener(type: 'message', listener: (event: { readonly data: MediaAnswer }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

export interface FoundMedia {
  /** An object URL that somebody has to revoke. */
  readonly url: string;
  readonly own: boolean;
}

/** Undefined: not here. Rejects when it cannot be looked up beside the page. */
export type FindMedia = (database: string, digest: string) => Promise<FoundMedia | undefined>;

/** Asks a worker that is started at the first request and lives as long as the page, as its URLs do. */
export function createMediaFinder(start: () => MediaPort): FindMedia {
  const waiting = new Map<number, { readonly resolve: (found: FoundMedia | undefined) => void; readonly reject: () => void }>();
  let port: MediaPort | undefined;
  let broken = false;
  let asked = 0;

  function give({ id, url, own = false, failed }: MediaAnswer): void {
    const request = waiting.get(id);
    waiting.delete(id);
    if (failed === true) request?.reject();
    else request?.resolve(url === undefined ? undefined : { url, own });
  }

  function giveUp(): void {
    broken = true;
    for (const { reject } of waiting.values()) reject();
    waiting.clear();
  }

  function listenTo(started: MediaPort): MediaPort {
    started.addEventListener('message', ({ data }) => give(data));
    started.addEventListener('error', giveUp);
    return started;
  }

  return (database, digest) =>
    new Promise((resolve, reject) => {
      if (broken) throw new Error('no worker for media');
      port ??= listenTo(start());
      asked += 1;
      waiting.set(asked, { resolve, reject: () => reject(new Error(`${digest} cannot be looked up`)) });
      port.postMessage({ id: asked, database, digest });
    });
}
