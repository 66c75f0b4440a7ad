import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Did } from '../protocol/brand.ts';
import { type HttpLimits, httpLimits } from './http/http-server.ts';

/** How a gateway runs. All but `dataDirectory` have defaults, which are those of a gateway on one's own machine. */
export interface GatewayOptions {
  /** Where everything that must survive a restart is kept. */
  readonly dataDirectory: string;
  /** TCP port, and UDP port of STUN. 0: any free one (tests). Default 8787. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Address for STUN, when a proxy stands before TCP only. Default: `host`. */
  readonly stunHost?: string;
  /** The built app; undefined: none is served. */
  readonly appDirectory?: string;
  /** Origin under which the world reaches this gateway, e.g. `https://pollen.example`. Makes it public. */
  readonly publicUrl?: string;
  /** Further origins whose pages may write here. */
  readonly allowOrigins?: readonly string[];
  /** Keep whoever asks. Default: only when neither public nor listening beyond this machine. */
  readonly openHosting?: boolean;
  readonly invites?: readonly string[];
  readonly quotaBytes?: number;
  readonly maxAccounts?: number;
  /** Accounts that get nothing here. */
  readonly denied?: readonly Did[];
  /** Servers on private addresses, also by http, may announce that they have answers. For laboratories. */
  readonly privateHosts?: boolean;
  /** Reads documents of the fediverse for its people (`/pollen/fetch`). Default: yes. */
  readonly fetches?: boolean;
  /** TCP ports beside 443 that may be asked for them. */
  readonly fetchPorts?: readonly number[];
  readonly limits?: Partial<HttpLimits>;
  /** What an operator wants to know, a line each. */
  readonly log?: (line: string) => void;
}

export type Settings = Required<Omit<GatewayOptions, 'appDirectory' | 'publicUrl' | 'limits'>> &
  Pick<GatewayOptions, 'appDirectory' | 'publicUrl'> & {
    readonly limits: HttpLimits;
    /** Only this machine reaches the gateway: whoever has the token runs it. */
    readonly isLocal: boolean;
  };

export const defaultPort = 8787;
export const defaultQuotaBytes = 1024 * 2 ** 20;
export const defaultMaxAccounts = 100;

export function completeSettings(options: GatewayOptions): Settings {
  const host = options.host ?? '127.0.0.1';
  const isLocal = options.publicUrl === undefined && (host === '127.0.0.1' || host === '::1' || host === 'localhost');
  return {
    port: defaultPort,
    allowOrigins: [],
    openHosting: isLocal,
    invites: [],
    quotaBytes: defaultQuotaBytes,
    maxAccounts: defaultMaxAccounts,
    denied: [],
    privateHosts: false,
    fetches: true,
    fetchPorts: [],
    log: () => {},
    ...dropUndefined(options),
    host,
    isLocal,
    stunHost: options.stunHost ?? host,
    limits: { ...httpLimits, ...options.limits },
  };
}

const dropUndefined = (options: GatewayOptions): GatewayOptions => ({
  ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  dataDirectory: options.dataDirectory,
});

/** The folder for a program's own data, as each system has it. */
export function defaultDataDirectory(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Pollen');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Pollen');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'pollen');
}
