import type { GatewayRequest } from '../http/answer.ts';

export type Format = 'raw' | 'car' | 'ipns-record';

/**
 * Which verifiable form is asked for, if any: `?format=` wins over `Accept` (Path Gateway specification, section 2.2.5).
 * `unknown`: a format that this gateway does not speak, 400.
 */
export function requestedFormat(request: GatewayRequest): Format | 'unknown' | undefined {
  const format = request.url.searchParams.get('format');
  if (format !== null) return format === 'raw' || format === 'car' || format === 'ipns-record' ? format : 'unknown';
  const accept = request.headers.accept ?? '';
  const match = /application\/vnd\.(?:ipld\.(raw|car)|ipfs\.(ipns-record))/.exec(accept);
  const found = match?.[1] ?? match?.[2];
  return found === 'raw' || found === 'car' || found === 'ipns-record' ? found : undefined;
}

export const formatTypes: Readonly<Record<Format, string>> = {
  raw: 'application/vnd.ipld.raw',
  car: 'application/vnd.ipld.car; version=1; order=dfs; dups=n',
  'ipns-record': 'application/vnd.ipfs.ipns-record',
};
