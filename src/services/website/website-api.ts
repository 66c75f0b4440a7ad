import type { Result } from '../../protocol/result.ts';
import type { WebsiteReport } from './check-website.ts';
import type { OriginProblem } from './own-origin.ts';

/** What is known here without asking the website. */
export interface WebsiteState {
  /** Own web origin, under which the account writes its ids; absent: none. */
  readonly origin?: string;
  readonly username: string;
  /** The newest state of the account on this device; absent before the first publish. */
  readonly own?: { readonly updatedMs: number; readonly totalItems: number };
}

/** `shared`: a gateway, which serves others too. */
export type OriginError = { readonly type: OriginProblem | 'shared' | 'read-only' | 'storage-full' };

export type WebsiteExportError =
  | { readonly type: 'nothing-published' | 'not-ready' | 'aborted' | 'read-only' | 'storage-full' }
  | { readonly type: 'incomplete'; readonly reason: string };

/** The account as files for a web server. */
export interface WebsiteDesk {
  state(): Promise<WebsiteState>;
  /** Sets the own web origin as a person writes it, or (undefined) takes it away. New posts are written under it from now on. */
  setOrigin(origin: string | undefined): Promise<Result<void, OriginError>>;
  /** What is published at the own origin now; undefined without one. */
  check(): Promise<WebsiteReport | undefined>;
  /** All files of the website in one zip archive. */
  download(options?: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  }): Promise<
    Result<
      { readonly file: Blob; readonly fileName: string; readonly files: number; readonly missingMedia: number },
      WebsiteExportError
    >
  >;
}
