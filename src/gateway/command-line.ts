import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';
import { type ListSources, readLists } from './lists.ts';
import { defaultDataDirectory, defaultMaxAccounts, defaultPort, defaultQuotaBytes, type GatewayOptions } from './settings.ts';

export const help = `pollen gateway: serves the app, relays between browsers, keeps accounts.

  --port <n>             TCP port, and UDP port for STUN (${defaultPort}). Never another one by itself.
  --host <address>       address to listen on (127.0.0.1: this machine only)
  --stun-host <address>  address for STUN, when a proxy stands before TCP only (same as --host)
  --data <folder>        where everything is kept (${defaultDataDirectory(process.env, process.platform)})
  --app <folder>         the built app to serve (dist)
  --no-app               serve no app
  --public-url <origin>  origin under which the world reaches this gateway, e.g. https://pollen.example
  --allow-origin <o>     further origin whose pages may write here (repeatable)
  --open-hosting         keep whoever asks (default on 127.0.0.1 without --public-url)
  --invite <code>        keep who brings this code (repeatable)
  --invites <file>       file of such codes, one a line; read again when it changes
  --quota-mb <n>         for each account (${defaultQuotaBytes / 2 ** 20})
  --max-accounts <n>     most accounts kept (${defaultMaxAccounts})
  --deny <file>          accounts (did:key or k51 names, one a line) that get nothing here; read again when it changes
  --private-hosts        list servers on private addresses, too, when they announce answers (laboratories only)
  --no-fetch             read nothing of the fediverse for the people kept here
  --fetch-port <n>       TCP port beside 443 that may be asked for that (repeatable)
  --help

Each flag can be set in the environment as well: POLLEN_PORT, POLLEN_PUBLIC_URL, POLLEN_ALLOW_ORIGIN (comma between several), …
`;

export type Command =
  | { readonly type: 'help' }
  /** `lists`: where `denied` and `invites` of the options came from, to be read again. */
  | { readonly type: 'run'; readonly options: GatewayOptions; readonly lists: ListSources };

const strings = [
  'port',
  'host',
  'stun-host',
  'data',
  'app',
  'public-url',
  'invites',
  'quota-mb',
  'max-accounts',
  'deny',
] as const;
const lists = ['allow-origin', 'invite', 'fetch-port'] as const;

/** Reads flags and environment; flags win. The error is a sentence for the person at the terminal. */
export function parseCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  defaultApp: string,
): Result<Command, string> {
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(strings.map((name) => [name, { type: 'string' as const }])),
        ...Object.fromEntries(lists.map((name) => [name, { type: 'string' as const, multiple: true }])),
        'no-app': { type: 'boolean' as const },
        'no-fetch': { type: 'boolean' as const },
        'open-hosting': { type: 'boolean' as const },
        'private-hosts': { type: 'boolean' as const },
        help: { type: 'boolean' as const, short: 'h' },
      },
    }).values;
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
  if (values['help'] === true) return ok({ type: 'help' });
  const fromEnvironment = (name: string): string | undefined => {
    const value = environment[`POLLEN_${name.toUpperCase().replaceAll('-', '_')}`];
    return value === '' ? undefined : value;
  };
  const text = (name: (typeof strings)[number]): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : fromEnvironment(name);
  };
  const list = (name: (typeof lists)[number]): string[] => {
    const value = values[name];
    if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
    return (
      fromEnvironment(name)
        ?.split(',')
        .map((item) => item.trim()) ?? []
    );
  };
  const flag = (name: string): boolean => values[name] === true || ['1', 'true', 'yes'].includes(fromEnvironment(name) ?? '');
  try {
    const origins = list('allow-origin').map((origin) => originOf(origin, '--allow-origin'));
    const publicUrl = text('public-url');
    const app = text('app');
    if (app !== undefined && !existsSync(app)) throw new Error(`--app: there is no folder ${app}`);
    const lists: ListSources = { denyFile: text('deny'), invitesFile: text('invites'), invites: list('invite') };
    const read = readLists(lists);
    if (!read.ok) return read;
    const served = app ?? (existsSync(defaultApp) ? defaultApp : undefined);
    return ok({
      type: 'run',
      lists,
      options: {
        port: numberOf(text('port'), '--port', 0, 65_535),
        host: text('host'),
        stunHost: text('stun-host'),
        dataDirectory: text('data') ?? defaultDataDirectory(environment, process.platform),
        appDirectory: flag('no-app') ? undefined : served,
        publicUrl: publicUrl === undefined ? undefined : originOf(publicUrl, '--public-url'),
        allowOrigins: origins,
        openHosting: flag('open-hosting') ? true : list('invite').length > 0 || text('invites') !== undefined ? false : undefined,
        ...read.value,
        privateHosts: flag('private-hosts') ? true : undefined,
        fetches: flag('no-fetch') ? false : undefined,
        fetchPorts: list('fetch-port').flatMap((port) => numberOf(port, '--fetch-port', 1, 65_535) ?? []),
        quotaBytes: scaled(numberOf(text('quota-mb'), '--quota-mb', 1, 1_000_000)),
        maxAccounts: numberOf(text('max-accounts'), '--max-accounts', 0, 1_000_000),
      },
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

const scaled = (megabytes: number | undefined): number | undefined => (megabytes === undefined ? undefined : megabytes * 2 ** 20);

function numberOf(text: string | undefined, flag: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`${flag}: a number from ${least} to ${most}`);
  return value;
}

function originOf(text: string, flag: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || (url.pathname !== '/' && url.pathname !== '')) {
    throw new Error(`${flag}: an origin such as https://pollen.example, without a path`);
  }
  return url.origin;
}
