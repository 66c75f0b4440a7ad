import type { MediaRecord } from '../../protocol/ports/records.ts';

export interface MediaRequest {
  readonly id: number;
  readonly database: string;
  readonly digest: string;
}

export interface MediaAnswer {
  readonly id: number;
  /** An object URL; absent when the file is not here. */
  readonly url?: string;
  readonly own?: boolean;
  /** It could not be looked up. */
  readonly failed?: true;
}

/**
 * Makes object URLs of files in accounts' databases. Never makes or changes a database, and lets go of one as soon as somebody wants to
 * upgrade or delete it.
 */
export function createMediaAnswers(
  factory: IDBFactory,
  urlOf: (blob: Blob) => string,
): (request: MediaRequest) => Promise<MediaAnswer> {
  const databases = new Map<string, Promise<IDBDatabase>>();

  function open(name: string): Promise<IDBDatabase> {
    const opened = databases.get(name) ?? openExisting(factory, name, () => databases.delete(name));
    databases.set(name, opened);
    opened.catch(() => databases.delete(name));
    return opened;
  }

  return async ({ id, database, digest }) => {
    try {
      const found = await get(await open(database), digest);
      if (found === undefined) return { id };
      const bytes = found.bytes as Uint8Array<ArrayBuffer>;
      return { id, url: urlOf(new Blob([bytes], { type: found.mediaType })), own: found.own };
    } catch {
      return { id, failed: true };
    }
  };
}

function openExisting(factory: IDBFactory, name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    request.addEventListener('upgradeneeded', () => request.transaction?.abort());
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('success', () => {
      const { result } = request;
      result.addEventListener('versionchange', () => {
        onClosed();
        result.close();
      });
      result.addEventListener('close', onClosed);
      resolve(result);
    });
  });
}

function get(database: IDBDatabase, digest: string): Promise<MediaRecord | undefined> {
  return new Promise((resolve, reject) => {
    const request = database.transaction('media').objectStore('media').get(digest) as IDBRequest<MediaRecord | undefined>;
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
