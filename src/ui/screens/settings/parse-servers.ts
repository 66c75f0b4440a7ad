/** Origin of a gateway as a person writes it; undefined when it is none. Plain http only for this machine. */
export function parseGateway(text: string): string | undefined {
  const trimmed = text.trim();
  const withScheme = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === '' || !URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') return undefined;
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return undefined;
  return url.origin;
}

/** `stun:host:port`; undefined when it is nothing like that. */
export function parseIceServer(text: string): string | undefined {
  const trimmed = text.trim();
  return /^stuns?:[\w.[\]:-]{1,253}$/i.test(trimmed) ? trimmed : undefined;
}
