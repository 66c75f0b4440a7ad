import type { ObjectId } from '../../protocol/brand.ts';
import type { FediverseWeb } from '../../protocol/ports/fediverse.ts';
import { err } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import type { FollowError, Live, Settings } from '../app-api.ts';
import type { ReadParts, SyncResult } from '../read/read-parts.ts';
import type { RemoteFound } from './remote-found.ts';
import type { ResolveOptions } from './remote-people.ts';

export interface RemoteReaderParts extends Omit<ReadParts, 'network'> {
  readonly web: FediverseWeb;
  readonly settings: Live<Settings>;
  readonly appBase: string;
  /** Whether somebody looks at the app in this tab. */
  isVisible(): boolean;
  onFocus(listener: () => void): () => void;
}

/** Reads people on servers, in the tab that runs the network. */
export interface RemoteReader {
  start(): Promise<void>;
  stop(): void;
  resolve(text: string, options: ResolveOptions): Promise<Result<RemoteFound, FollowError>>;
  refresh(id: ObjectId): Promise<SyncResult>;
  loadOlder(id: ObjectId): Promise<SyncResult>;
  /** A post with the conversation around it; true when it is on this device now. */
  fetchPost(id: ObjectId): Promise<boolean>;
}

export function createRemoteReader(_parts: RemoteReaderParts): RemoteReader {
  const nobody = err({ type: 'unreachable', reason: 'not read yet' } as const);
  return {
    start: async () => undefined,
    stop: () => undefined,
    resolve: async () => err({ type: 'not-an-address' }),
    refresh: async () => nobody,
    loadOlder: async () => nobody,
    fetchPost: async () => false,
  };
}
