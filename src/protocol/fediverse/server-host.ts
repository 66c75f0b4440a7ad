import { hostToAsk } from '../identity/host-to-ask.ts';

const longestHost = 506;

/**
 * Origin of the server that answers for a host as it stands in an address (`example.org`, perhaps an IDN, perhaps with a port): https;
 * http only for this machine, and only where the app itself (`appBase`) comes from it. Undefined: none that may be asked.
 */
export function serverOrigin(host: string, appBase = ''): string | undefined {
  if (host.length > longestHost || !/^[^\s/?#@\\%]+$/u.test(host)) return undefined;
  return hostToAsk(`http://${host}`, appBase) ?? hostToAsk(`https://${host}`, appBase);
}

/** An address on such a server, normalised, without fragment; what people write with http is asked with https. */
export function serverUrl(text: string, appBase = ''): URL | undefined {
  if (text.length > 2048 || !/^https?:\/\/[^\s\p{Cc}\\]+$/iu.test(text) || !URL.canParse(text)) return undefined;
  const { username, password, host, pathname, search } = new URL(text);
  const origin = username === '' && password === '' ? serverOrigin(host, appBase) : undefined;
  return origin === undefined ? undefined : new URL(origin + pathname + search);
}
