import { isIP } from 'node:net';
import type { IpnsName } from '../../protocol/brand.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';

/**
 * What a Host name stands for. `app`: the app's own origin, where nobody's content may act. `content`: only what others wrote.
 * `account`: `<name>.ipns.localhost`, one account's tree on an origin of its own.
 */
export type HostKind =
  | { readonly kind: 'app'; readonly origin: string }
  | { readonly kind: 'content'; readonly origin: string }
  | { readonly kind: 'account'; readonly origin: string; readonly name: IpnsName };

export interface AccessOptions {
  /** Port that the gateway listens on. */
  readonly port: number;
  /** Origin behind a proxy, e.g. `https://pollen.example`. */
  readonly publicUrl?: string;
  readonly allowOrigins: readonly string[];
  readonly servesApp: boolean;
}

export interface Access {
  /** undefined: the name is not this gateway's. The answer is 421: a website rebinding its DNS name to this machine ends here. */
  hostKind(host: string | undefined, localAddress: string | undefined): HostKind | undefined;
  /** Whether pages of this origin may write and read the token. */
  mayWrite(origin: string | undefined, host: HostKind): boolean;
}

/** The rules about names and origins (architecture section 4), as pure functions of what was configured. */
export function createAccess(options: AccessOptions): Access {
  const { port, servesApp } = options;
  const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl);
  const suffix = port === 80 ? '' : `:${port}`;
  const localApp = `http://localhost${suffix}`;
  const allowed = new Set(options.allowOrigins);
  allowed.add(localApp);
  if (publicUrl !== undefined) allowed.add(publicUrl.origin);
  const kind = servesApp ? 'app' : 'content';

  const hostKind = (host: string | undefined, localAddress: string | undefined): HostKind | undefined => {
    if (host === undefined) return undefined;
    const lower = host.toLowerCase();
    if (publicUrl !== undefined && lower === publicUrl.host) return { kind, origin: publicUrl.origin };
    if (suffix !== '' && !lower.endsWith(suffix)) return undefined;
    const name = suffix === '' ? lower : lower.slice(0, -suffix.length);
    const origin = `http://${lower}`;
    // Even without an app: one that was here before left its accounts at this origin.
    if (name === 'localhost') return { kind: 'app', origin };
    if (name === '127.0.0.1' || name === '[::1]') return { kind: 'content', origin };
    const account = /^([a-z0-9]{20,80})\.ipns\.localhost$/.exec(name)?.[1];
    if (account !== undefined) {
      const parsed = parseIpnsName(account);
      return parsed === undefined ? undefined : { kind: 'account', origin, name: parsed };
    }
    // An address is not a name that somebody's DNS could turn: good when it is the one that the connection came in by.
    const literal = name.startsWith('[') ? name.slice(1, -1) : name;
    if (isIP(literal) !== 0 && literal === localAddress?.replace(/^::ffff:/, '')) return { kind, origin };
    return undefined;
  };

  return {
    hostKind,
    mayWrite(origin, host) {
      if (origin === undefined || origin === 'null') return false;
      if (publicUrl !== undefined || allowed.has(origin)) return true;
      return host.kind === 'app' && host.origin === origin;
    },
  };
}
