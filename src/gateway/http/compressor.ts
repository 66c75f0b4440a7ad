import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

export interface Compressor {
  /** Compresses `bytes`; the result is remembered for `etag` (strong, so the same tag means the same bytes). */
  compress(bytes: Uint8Array, encoding: Encoding, etag?: string): Promise<Uint8Array>;
}

/** What the client takes, best first (RFC 9110 section 12.5.3); a coding with q=0 is a no. */
export function acceptedEncoding(header: string | string[] | undefined): Encoding | undefined {
  if (typeof header !== 'string') return undefined;
  const accepted = new Set(
    header
      .toLowerCase()
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim()),
  );
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : undefined;
}

/** Remembers up to `maxBytes` of compressed bodies, the least recently used forgotten first. */
export function createCompressor(maxBytes = 32 * 2 ** 20): Compressor {
  const remembered = new Map<string, Uint8Array>();
  let rememberedBytes = 0;
  return {
    async compress(bytes, encoding, etag) {
      const key = etag === undefined ? undefined : `${encoding} ${etag}`;
      const known = key === undefined ? undefined : remembered.get(key);
      if (key !== undefined && known !== undefined) {
        remembered.delete(key);
        remembered.set(key, known);
        return known;
      }
      const compressed = await compressOnce(bytes, encoding);
      if (key !== undefined && !remembered.has(key) && compressed.length <= maxBytes / 8) {
        remembered.set(key, compressed);
        rememberedBytes += compressed.length;
        for (const [old, value] of remembered) {
          if (rememberedBytes <= maxBytes) break;
          remembered.delete(old);
          rememberedBytes -= value.length;
        }
      }
      return compressed;
    },
  };
}

async function compressOnce(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'gzip') return promisify(gzip)(bytes, { level: 6 });
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
